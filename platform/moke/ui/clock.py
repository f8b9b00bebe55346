"""Times of a recording as people write them."""

import re

GREATEST_MS = 2**31 - 1
CLOCK = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,6}(?:\.\d{1,3})?)", re.ASCII)


def write_clock(seconds: float) -> str:
    """Write seconds as on a player: 1:02, 40:05, 1:00:00. Before the start it is 0:00."""
    minutes, s = divmod(max(int(seconds), 0), 60)
    hours, m = divmod(minutes, 60)
    return f"{hours}:{m:02}:{s:02}" if hours else f"{m}:{s:02}"


def write_moment(at_ms: int) -> str:
    """Write milliseconds as `read_clock` reads them, with what is left of a second: 2:31.4."""
    rest = f"{at_ms % 1000 / 1000:g}".removeprefix("0")
    return write_clock(at_ms // 1000) + rest


def read_clock(text: str) -> int:
    """Read m:ss, h:mm:ss or plain seconds, decimals allowed, as milliseconds.

    Raises ValueError for anything else.
    """
    found = CLOCK.fullmatch(text.strip().replace("：", ":"))
    if found is None:
        raise ValueError(text)
    hours, minutes, seconds = found.groups()
    at_ms = round((int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds)) * 1000)
    if at_ms > GREATEST_MS:
        raise ValueError(text)
    return at_ms
