"""Moments that addresses name: `t`, in seconds, and `zero`, how much of the file was cut away then.

Where the recording was trimmed after an address was made, `zero` says where its seconds are now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from moke.media.models import Recording

GREATEST_S = 2**31 // 1000
TOLERANCE_S = 0.5


@dataclass(frozen=True)
class Moment:
    """A second of a recording; one that `is_lost` was cut away, and `at_s` is nearest to it."""

    at_s: float
    is_lost: bool = False


def read_moment(*, asked: Mapping[str, str], recording: Recording) -> Moment | None:
    """Read the moment that an address asks for, of a span its start; None where it is none."""
    at_s = read_seconds(asked.get("t", "").partition("-")[0])
    zero_s = read_seconds(asked.get("zero", ""))
    if at_s is None or zero_s is None:
        return None if at_s is None else Moment(at_s)
    at_s = round(at_s + zero_s - recording.skipped_ms / 1000, 3)
    nearest_s = min(max(at_s, 0.0), recording.duration_s or inf)
    is_beyond = abs(at_s - nearest_s) > TOLERANCE_S
    return Moment(nearest_s, is_lost=is_beyond and (at_s < 0 or recording.kept_ms is not None))


def read_seconds(text: str) -> float | None:
    """Read plain seconds; None for what is none."""
    try:
        seconds = float(text)
    except ValueError:
        return None
    return seconds if 0 <= seconds <= GREATEST_S else None
