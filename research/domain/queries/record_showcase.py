"""How a lesson came to be selected: who let it pass, with which take, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from wagtail.models import TaskState

from lessons.domain.queries.submission import states_of, step_of
from lessons.models import CollectionPage, LessonPage, Take
from moke.accounts.models import User


@dataclass(frozen=True)
class Passed:
    """A step of the way up that the lesson has passed."""

    state: TaskState

    @property
    def label(self) -> str:
        return str(step_of(self.state).label)


@dataclass(frozen=True)
class Showcase:
    """What a record tells of its lesson's way up to the district."""

    steps: Sequence[Passed]
    """Empty for a reader who may not follow the way up."""
    take: Take | None
    """The newest that had been taught when the lesson was submitted."""
    collections: Sequence[CollectionPage]
    """Those in which the lesson stands, as far as the reader may see them."""


def showcase_of(*, lesson: LessonPage, takes: Sequence[Take], viewer: User) -> Showcase | None:
    """Tell how the lesson was selected; None until then. Two queries at the most."""
    if lesson.selected_at is None:
        return None
    passed = [s for s in states_of(lesson) if s.status == TaskState.STATUS_APPROVED]
    judged_on = localdate(passed[0].started_at if passed else lesson.selected_at)
    taught = [take for take in takes if _could_be_watched(take, judged_on)]
    may_follow = viewer.has_perm("lessons.follow_submission", lesson)
    placed = CollectionPage.objects.visible_to(viewer).filter(placements__lesson=lesson)
    return Showcase(
        steps=[Passed(state) for state in passed] if may_follow else [],
        take=taught[-1] if taught else None,
        collections=list(placed.distinct().order_by("pk")),
    )


def _could_be_watched(take: Take, on: date) -> bool:
    was_gone = take.deleted_at is not None and localdate(take.deleted_at) <= on
    return take.taught_on <= on and not was_gone and bool(take.recording.duration_s)
