"""What Wagtail tells us, what it must not tell others, and what is indexed under new names."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import WorkflowState
from wagtail.signals import (
    page_published,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from lessons.domain.collection import note_placements
from lessons.models import CollectionPage
from lessons.tasks import index_lessons_of
from moke.accounts.models import School, User

NAMED_IN = {User: "author", School: "school"}
"""Lessons are found by the names of their author and their school."""


@receiver(page_published, sender=CollectionPage)
def index_the_collection(instance, **kwargs):
    """Lists of collections go by what was published."""
    note_placements(collection=instance)


@receiver(
    workflow_submitted,
    sender=WorkflowState,
    dispatch_uid="workflow_state_submitted_email_notification",
)
@receiver(
    workflow_rejected,
    sender=WorkflowState,
    dispatch_uid="workflow_state_rejected_email_notification",
)
@receiver(
    workflow_approved,
    sender=WorkflowState,
    dispatch_uid="workflow_state_approved_email_notification",
)
def write_no_letter(**kwargs):
    """Stand where Wagtail's letters would, by the name under which it registers them later.

    They would name the lesson to those who run the site, and lead into the admin.
    """


@receiver(post_save, sender=User)
@receiver(post_save, sender=School)
def index_under_the_new_name(sender, instance, created, raw, update_fields, **kwargs):
    """Index the lessons of a person or a school that may have another name now."""
    renamed = update_fields is None or "name" in update_fields
    if renamed and not created and not raw and instance.lessons.exists():
        index_lessons_of.enqueue(NAMED_IN[sender], instance.pk)
