"""What the pages of a take show."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from lessons.models import Invitation, LessonPage, Take
from moke.accounts.models.user import GUEST_MARK
from moke.media.enums import State
from moke.media.models import WatchPosition


@dataclass(frozen=True)
class Upcoming:
    """The take that `open_take` would open or, while it waits for its file, hand back."""

    number: int
    waiting: Take | None
    before: Take | None
    """The take before it that was not deleted, which has a recording."""


def upcoming_take(lesson: LessonPage) -> Upcoming:
    """Say which take of the lesson comes next."""
    takes = list(lesson.takes.select_related("recording").order_by("number"))
    waiting = None
    if takes and takes[-1].recording.state == State.WAITING:
        waiting = takes.pop()
    before = next((take for take in reversed(takes) if take.deleted_at is None), None)
    last = takes[-1].number if takes else 0
    return Upcoming(waiting.number if waiting else last + 1, waiting, before)


def reviewers(take: Take) -> QuerySet[Invitation]:
    """The invitations of colleagues, those due first in front, each with `has_watched`."""
    watched = WatchPosition.objects.filter(recording=take.recording_id, person=OuterRef("person"))
    colleagues = take.invitations.exclude(person__username__startswith=GUEST_MARK)
    invitations = colleagues.select_related("person").annotate(has_watched=Exists(watched))
    return invitations.order_by(F("due_on").asc(nulls_last=True), "pk")
