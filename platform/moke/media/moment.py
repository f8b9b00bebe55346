"""Moments that addresses name: `t`, in seconds, and `zero`, from where they counted then.

Where the recording was trimmed or got another file after an address was made, `zero` says where
its seconds are now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from moke.media.models import Recording

GREATEST_S = 2**31 // 1000
TOLERANCE_S = 0.5


@dataclass(frozen=True)
class Moment:
    """A second of a recording; the nearest to one that `is_lost`: the film is another since."""

    at_s: float
    is_lost: bool = False


def read_moment(*, asked: Mapping[str, str], recording: Recording) -> Moment | None:
    """Read the moment that an address asks for, of a span its start; None where it is none."""
    at_s = read_seconds(asked.get("t", "").partition("-")[0])
    zero_s = read_zero(asked.get("zero", ""))
    if at_s is None or zero_s is None:
        return None if at_s is None else Moment(at_s)
    at_s = round(at_s + zero_s - recording.zero_ms / 1000, 3)
    nearest_s = min(max(at_s, 0.0), recording.duration_s or inf)
    return Moment(nearest_s, is_lost=abs(at_s - nearest_s) > TOLERANCE_S)


def read_seconds(text: str) -> float | None:
    """Read plain seconds; None for what is none."""
    seconds = read_zero(text)
    return None if seconds is None or seconds < 0 else seconds


def read_zero(text: str) -> float | None:
    """Read where seconds count from: before zero, too, where another file begins later."""
    try:
        seconds = float(text)
    except ValueError:
        return None
    return seconds if abs(seconds) <= GREATEST_S else None
