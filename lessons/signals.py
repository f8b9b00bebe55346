"""What Wagtail tells us, and what it must not tell others."""

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
