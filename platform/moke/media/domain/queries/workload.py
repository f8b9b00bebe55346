"""What workers have to do with recordings, for those who run the site."""

import shutil
from dataclasses import dataclass
from math import inf

from django.conf import settings
from django.db.models import Case, Count, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from moke.media.domain.queries.line import Line
from moke.media.domain.recording import NOT_WHOLE
from moke.media.enums import AT_WORK, Drafting, Refining, ReworkState, State
from moke.media.files import SPARE_BYTES
from moke.media.models import CaptionDraft, Recording, Refinement
from moke.media.models.rework import Rework

RUNNING, WAITING, FAILED, REFINED = "running", "waiting", "failed", "refined"
BLURRED, TRIMMED, REPLACED, HEARD = "blurred", "trimmed", "replaced", "heard"
LISTS = {
    RUNNING: _("Running"),
    WAITING: _("Waiting"),
    FAILED: _("Failed"),
    REFINED: _("For many viewers"),
    BLURRED: _("Faces"),
    TRIMMED: _("Cut"),
    REPLACED: _("Replaced files"),
    HEARD: _("Captions from the sound"),
}
WORK_OF_LIST = {BLURRED: "blur_work", TRIMMED: "trim_work", REPLACED: "replacement"}
OF_LIST = {
    RUNNING: Q(state__in=AT_WORK),
    WAITING: Q(state=State.QUEUED),
    FAILED: Q(state=State.FAILED) | NOT_WHOLE,
}


@dataclass(frozen=True)
class Workload:
    """How much there is in each list, and what the work is bounded by."""

    counts: dict[str, int]
    spared_bytes: int
    """What encoding for many viewers has spared of each full viewing."""
    disk: "Disk"
    longest_s: int


@dataclass(frozen=True)
class Disk:
    """The disk of the work folders."""

    total_bytes: int
    free_bytes: int
    spare_bytes: int
    """Of the free ones, what work may not take."""

    @property
    def has_room(self) -> bool:
        return self.free_bytes > self.spare_bytes


def workload() -> Workload:
    """Return the numbers, in three queries."""
    counted = Recording.objects.aggregate(
        **{name: Count(work) for name, work in WORK_OF_LIST.items()},
        **{name: Count("pk", filter=wanted) for name, wanted in OF_LIST.items()},
    )
    refined = Refinement.objects.aggregate(
        count=Count("pk"),
        spared=Coalesce(Sum("bytes_before", filter=Q(state=Refining.DONE)), 0)
        - Coalesce(Sum("bytes_after", filter=Q(state=Refining.DONE)), 0),
    )
    usage = shutil.disk_usage(settings.MOKE_DATA_DIR)
    return Workload(
        counts=counted | {REFINED: refined["count"], HEARD: CaptionDraft.objects.count()},
        spared_bytes=refined["spared"],
        disk=Disk(usage.total, usage.free, SPARE_BYTES),
        longest_s=settings.MOKE_MAX_RECORDING_S,
    )


def recordings_of(name: str) -> QuerySet[Recording]:
    """Return a list's recordings with their owners."""
    order = "-changed_at" if name == FAILED else "changed_at"
    return Recording.objects.filter(OF_LIST[name]).select_related("owner").order_by(order, "pk")


def waiting_recordings(*, line: Line) -> list[Recording]:
    """Return those that wait in the order of their turn, last those that are not due yet."""

    def place(recording: Recording) -> float:
        turn = line.turn_of(recording)
        return turn.before if turn else inf

    return sorted(recordings_of(WAITING), key=place)


def refinements() -> QuerySet[Refinement]:
    """Return all refinements, those that are worked at and wait first, then the latest."""
    turn = Case(
        When(state=Refining.AT_WORK, then=0), When(state=Refining.WAITING, then=1), default=2
    )
    return Refinement.objects.select_related("recording__owner").order_by(turn, "-changed_at")


def reworks[Kind: Rework](kind: type[Kind]) -> QuerySet[Kind]:
    """Return all work of a kind: what is worked at and waits first, then what failed."""
    turn = Case(
        When(state=ReworkState.AT_WORK, then=0),
        When(state=ReworkState.WAITING, then=1),
        When(state=ReworkState.FAILED, then=2),
        default=3,
    )
    return kind.objects.select_related("recording__owner").order_by(turn, "-changed_at")


def drafts() -> QuerySet[CaptionDraft]:
    """Return all captions that are written from the sound, what is worked at and waits first."""
    turn = Case(
        When(state=Drafting.AT_WORK, then=0),
        When(state=Drafting.WAITING, then=1),
        When(state=Drafting.FAILED, then=2),
        default=3,
    )
    return CaptionDraft.objects.select_related("recording__owner").order_by(turn, "-changed_at")
