from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from wagtail.models import (
    PageManager,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)
from wagtail.query import PageQuerySet

from lessons.enums import Step, Visibility
from lessons.models.access import ReasonedAccess
from moke.accounts.enums import TEACHING_ROLES, Role
from moke.accounts.models import Membership
from moke.search.query import holds


def found_by(words, person):
    """Return the condition that a lesson holds each of the words where the person may read.

    Anywhere for who reads plans, as `lessons.read_plan` says; for everybody else in the open
    text, and in their own lessons anywhere.
    """
    lessons = apps.get_model("lessons", "LessonPage")
    in_the_open = holds(lessons, words, "open_text")
    if not person.is_authenticated:
        return in_the_open
    anywhere = holds(lessons, words, "text")
    if person.is_teacher or (person.is_superuser and not person.standing):
        return anywhere
    return in_the_open | (Q(author=person) & anywhere)


class LessonQuerySet(PageQuerySet):
    """Lessons, filtered by adjectives."""

    def by(self, person):
        """Lessons that the person wrote."""
        return self.filter(author=person)

    def visible_to(self, person):
        """Lessons that the person may read: what `lessons.read_lesson` says, as one query."""
        seen = Q(visibility=Visibility.PUBLIC)
        if not person.is_authenticated:
            return self.filter(seen)
        seen |= Q(author=person)
        seen |= Q(school__in=person.schools_as(Role.SCHOOL_ADMIN))
        seen |= Q(visibility=Visibility.SCHOOL, school__in=person.schools_as(*TEACHING_ROLES))
        if person.is_teacher:
            seen |= Q(visibility=Visibility.DISTRICT) | Q(pk__in=self._reviewed_by(person))
        if person.is_curator:
            seen |= Q(visibility=Visibility.SCHOOL)
        for membership in person.standing:
            if membership.role == Role.STUDENT:
                in_reach = Q(visibility=Visibility.DISTRICT) | Q(
                    visibility=Visibility.SCHOOL, school=membership.school_id
                )
                seen |= in_reach & Q(grade=membership.grade)
        if person.is_superuser and not person.standing:
            reasoned = ReasonedAccess.objects.lasting().filter(person=person).values("lesson")
            seen |= ~Q(visibility=Visibility.DRAFT) & Q(pk__in=reasoned)
        return self.filter(seen)

    def published(self):
        """Lessons that have left their author."""
        return self.exclude(visibility=Visibility.DRAFT)

    def waiting(self):
        """Lessons on their way up, with `waiting_since` and the `waiting_step`."""
        here = _stays().filter(status=TaskState.STATUS_IN_PROGRESS)
        return self.annotate(
            waiting_since=Subquery(here.values("started_at")[:1]),
            waiting_step=Subquery(here.values("task__content_type__model")[:1]),
        ).exclude(waiting_since=None)

    def sent_back(self):
        """Lessons that were sent back, with `sent_back_at`, `_by` and the `_reason`."""
        here = _stays().filter(
            status=TaskState.STATUS_REJECTED,
            workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES,
            workflow_state__current_task_state=F("pk"),
        )
        return self.annotate(
            sent_back_at=Subquery(here.values("finished_at")[:1]),
            sent_back_by=Subquery(here.values("finished_by__name")[:1]),
            sent_back_reason=Subquery(here.values("comment")[:1]),
        ).exclude(sent_back_at=None)

    def decided_by(self, person, step):
        """Lessons that the person may recommend or select: the rules' truth, as one query."""
        if not person.is_authenticated:
            return self.none()
        of_others = self.published().exclude(author=person)
        if step == Step.SELECTION:
            return of_others if person.is_curator else of_others.none()
        mine = Q(school__in=person.schools_as(Role.SCHOOL_ADMIN))
        if person.is_curator:
            others = other_admins(school=OuterRef("school"), author=OuterRef("author"))
            mine |= Q(~Exists(others))
        return of_others.filter(mine)

    def holding(self, words, person):
        """Lessons that hold each of the words in what the person may read of them."""
        return self.filter(found_by(words, person)) if words.strip() else self

    def _reviewed_by(self, person):
        return self.model._base_manager.filter(takes__invitations__person=person).values("pk")


def _stays():
    """Stays at a step of the way up of the lesson that the query around this is about."""
    steps = ContentType.objects.filter(app_label="lessons", model__in=Step.values)
    return TaskState.objects.filter(
        workflow_state__base_content_type=get_default_page_content_type(),
        workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
        task__content_type__in=steps,
    )


def other_admins(*, school, author):
    """Memberships of the school's admins who did not write the lesson themselves."""
    return Membership.objects.filter(
        role=Role.SCHOOL_ADMIN, school=school, person__is_active=True
    ).exclude(person=author)


LessonManager = PageManager.from_queryset(LessonQuerySet)
