"""What the pages of a take show."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from lessons.models import Invitation, LessonPage, Take
from moke.accounts.models import User
from moke.media.enums import State
from moke.media.models import Recording, WatchPosition


@dataclass(frozen=True)
class Upcoming:
    """The take that `open_take` would open or, while it waits for its file, hand back."""

    number: int
    waiting: Take | None
    before: Take | None
    """The take before it, which has a recording."""


def upcoming_take(lesson: LessonPage) -> Upcoming:
    """Say which take of the lesson comes next."""
    takes = list(lesson.takes.select_related("recording").order_by("number"))
    waiting = None
    if takes and takes[-1].recording.state == State.WAITING:
        waiting = takes.pop()
    before = takes[-1] if takes else None
    if waiting:
        return Upcoming(waiting.number, waiting, before)
    return Upcoming(before.number + 1 if before else 1, None, before)


def inbox(author: User) -> QuerySet[Recording]:
    """Recordings that arrived for the author, from a classroom recorder, and have no take yet."""
    return author.recordings.filter(take=None).exclude(state=State.WAITING)


def reviewers(take: Take) -> QuerySet[Invitation]:
    """The take's invitations, those due first in front, each with `has_watched`."""
    watched = WatchPosition.objects.filter(recording=take.recording_id, person=OuterRef("person"))
    invitations = take.invitations.select_related("person").annotate(has_watched=Exists(watched))
    return invitations.order_by(F("due_on").asc(nulls_last=True), "pk")
