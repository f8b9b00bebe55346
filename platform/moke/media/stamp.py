"""When a recording may have begun, by the stamp that its camera left in the file."""

import contextlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from django.utils import timezone

APPLE = "com.apple.quicktime.creationdate"
ANDROID = "com.android."
YEARS = range(2005, 2100)
"""Before these, clocks were never set: 1904 and 1970 are where those of files begin."""


def possible_starts(tags: Mapping[str, str], duration_s: float) -> list[datetime]:
    """Return the moments at which a file with these tags may have begun to be recorded.

    What a stamp means is the camera's affair. iPhones write `com.apple.quicktime.creationdate`
    when they start, with their time zone. Android's MPEG4Writer fills in `creation_time` as it
    writes the index, which is when recording stops; its files are known by `com.android.…`, and
    an Apple stamp in them was put in later from the same moment. Everything else says
    `creation_time` and may mean its start or its end, in UTC as it ought to be, or in the time
    of the place, as many camcorders do: all four are possible then. None where the file says
    nothing, or what no clock shows that was ever set.
    """
    length = timedelta(seconds=duration_s)
    is_android = any(name.startswith(ANDROID) for name in tags)
    if not is_android and (begun := _read(tags.get(APPLE, ""))):
        return [begun]
    written = _read(tags.get("creation_time", ""))
    if written is None:
        return []
    if is_android:
        return [written - length]
    local = timezone.make_aware(written.astimezone(UTC).replace(tzinfo=None))
    return [at - before for at in (written, local) for before in (timedelta(), length)]


def begun_by(starts: Iterable[datetime], *, skip_s: float) -> list[str]:
    """Return the moments, as text, moved behind what was cut away at the beginning."""
    return [(at + timedelta(seconds=skip_s)).isoformat() for at in starts]


def _read(stamp: str) -> datetime | None:
    """Return the moment, None where it is none or names no time zone."""
    with contextlib.suppress(ValueError):
        moment = datetime.fromisoformat(stamp)
        if moment.tzinfo and moment.year in YEARS:
            return moment
    return None
