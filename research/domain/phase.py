"""Marking in a take's recording where the phases of its plan begin."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lessons.models import Take
from moke.accounts.models import User
from moke.ui.clock import write_clock
from research.domain.moment import shift_since
from research.domain.overlap import State, reconcile
from research.domain.queries.phases import plan_phases
from research.models import PhaseMark


@transaction.atomic
def set_phases(
    *,
    take: Take,
    by: User,
    starts: Sequence[int | None],
    zero_ms: int | None = None,
    before: Sequence[State] = (),
) -> list[PhaseMark]:
    """Mark where the phases begin, in milliseconds, one for each phase of the take's plan.

    None stands for a phase that was not taught; only such take all marks away. What was
    marked before is replaced; what was changed since `before`, where starts count from the same,
    stays, as `reconcile` says. Starts count from `zero_ms`, as `shift_since` says.

    Raises ValidationError unless `by` wrote the lesson and the recording plays; and by field,
    `start_0` for the first phase, for a start outside the recording and for one that does not
    come after the phase before.
    """
    if by.pk != take.lesson.author_id:
        raise ValidationError(_("The author of the lesson marks its phases."))
    if not take.recording.is_ready or take.recording.duration_s is None:
        raise ValidationError(_("The recording of this take cannot be played yet."))
    phases = plan_phases(take=take)
    shift_ms = shift_since(take=take, zero_ms=zero_ms)
    Take.objects.select_for_update().get(pk=take.pk)
    stands = starts_of(marks=take.phase_marks.all(), shift_ms=shift_ms)
    sent = {f"start_{position}": start_ms for position, start_ms in enumerate(starts)}
    kept = reconcile(stands=stands, sent=sent, before=before).values()
    marks = [
        PhaseMark(take=take, position=position, name=phase.name, start_ms=start_ms + shift_ms)
        for position, (phase, start_ms) in enumerate(zip(phases, kept, strict=True))
        if start_ms is not None
    ]
    _check_starts(marks, end_ms=round(take.recording.duration_s * 1000))
    take.phase_marks.all().delete()
    return PhaseMark.objects.bulk_create(marks)


def starts_of(*, marks: Iterable[PhaseMark], shift_ms: int = 0) -> dict[str, int]:
    """Return where phases begin, by the names of the form's fields, as before a shift."""
    return {f"start_{mark.position}": mark.start_ms - shift_ms for mark in marks}


def _check_starts(marks: Sequence[PhaseMark], *, end_ms: int) -> None:
    problems = {}
    before: PhaseMark | None = None
    for mark in marks:
        if mark.start_ms < 0:
            message = _("“%(phase)s” starts in a part of the recording that was cut away.")
            problems[f"start_{mark.position}"] = message % {"phase": mark.name}
        elif mark.start_ms >= end_ms:
            message = _("“%(phase)s” starts after the recording has ended, which is at %(end)s.")
            words = {"phase": mark.name, "end": write_clock(end_ms / 1000)}
            problems[f"start_{mark.position}"] = message % words
        elif before and mark.start_ms <= before.start_ms:
            message = _("“%(phase)s” must start after “%(before)s”, which starts at %(at)s.")
            words = {"phase": mark.name, "before": before.name}
            words["at"] = write_clock(before.start_ms / 1000)
            problems[f"start_{mark.position}"] = message % words
        before = mark
    if problems:
        raise ValidationError(problems)
