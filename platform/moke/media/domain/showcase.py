"""How a recording is encoded for many viewers, and when there is time for it."""

from collections.abc import Sequence
from pathlib import Path

from moke.media.av1 import with_av1_as_set
from moke.media.crew import Told
from moke.media.domain.edit import with_edits
from moke.media.domain.rework import boundaries_of, is_reworked
from moke.media.enums import UNDER_WAY
from moke.media.models import Recording
from moke.media.plan import EncodePlan, Level, plan_encodes
from moke.media.probe import probe
from moke.media.transcode import copied_boundaries_s


def is_idle() -> bool:
    """Whether no recording waits to be seen, or to be changed."""
    return not (is_reworked() or Recording.objects.filter(state__in=UNDER_WAY).exists())


def plan_showcase(
    *, recording: Recording, source: Path, folder: Path, told: Told = lambda output: None
) -> tuple[EncodePlan, Sequence[float]]:
    """Return the plan, and where the segments of the published set begin: all hosts find the same.

    `folder` is not there yet, and is gone again afterwards. Raises ProbeError.
    """
    found = probe(source)
    plan = with_av1_as_set(plan_encodes(found, Level.SHOWCASE))
    plan = with_edits(plan, recording=recording)
    if plan.skip_s or plan.is_cut_short:
        return plan, boundaries_of(recording, plan)
    return plan, copied_boundaries_s(plan_encodes(found), source, folder, told)
