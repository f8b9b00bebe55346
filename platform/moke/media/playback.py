"""What players may ask for, and what they need to show a recording."""

import re
from typing import Any

from django.conf import settings
from django.urls import reverse

from moke.media.domain.captions import languages_of
from moke.media.domain.position import position_of
from moke.media.enums import CaptionLanguage
from moke.media.models import Recording
from moke.media.moment import Moment

MASTER = "master.m3u8"
SPRITES = "sprites.vtt"
WAVEFORM = "waveform.svg"
ATTEMPT = re.compile(r"[0-9a-f-]{32,36}", re.ASCII)
FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.(?P<ending>m3u8|mp4|vtt|jpg)", re.ASCII)
CONTENT_TYPES = {
    "m3u8": "application/vnd.apple.mpegurl",
    "mp4": "video/mp4",
    "vtt": "text/vtt; charset=utf-8",
    "jpg": "image/jpeg",
}


SET_NAME = 8
"""So many characters of an attempt tell sets apart that browsers keep pictures of."""


def content_type_of(*, attempt: str, name: str) -> str | None:
    """Return the content type of an attempt's file that players ask for, None for any other."""
    match = FILE_NAME.fullmatch(name) if ATTEMPT.fullmatch(attempt) else None
    return CONTENT_TYPES[match["ending"]] if match else None


def player_context(
    recording: Recording,
    person,
    *,
    span_s: tuple[float, float] | None = None,
    is_led: bool = False,
    chapters_url: str = "",
    asked: Moment | None = None,
) -> dict[str, Any]:
    """Return what the player of a ready recording needs: addresses, length, where to go on.

    With `span_s`, start and end in seconds, it plays that part alone and remembers no
    position. One that `is_led` leaves the page's keys and address to what leads it, and
    remembers no position either. `poster` and `sprites` are empty for sound alone, `sprites` and
    `waveform` until all is encoded, `waveform` where nothing is heard; `tracks` holds dicts with
    src, label and language. `chapters_url` is of a WebVTT track, which may be empty.
    `asked` goes before the position; `zero_s` is what addresses of moments carry.
    The player `is_shut` where the recording is held back from this person.
    """
    has_sprites = recording.has_picture and recording.is_whole
    is_shut = recording.is_held_back and recording.owner_id != getattr(person, "pk", None)
    return {
        "recording": recording,
        "master": _url_of(recording, MASTER),
        "poster": "" if is_shut else poster_url(recording),
        "is_shut": is_shut,
        "sprites": _url_of(recording, SPRITES) if has_sprites else "",
        "waveform": "" if is_shut else waveform_url(recording),
        "tracks": _tracks(recording),
        "chapters": "" if is_shut else chapters_url,
        "grant_url": reverse("media:grant", args=[recording.key]),
        "grant_lifetime_s": settings.MOKE_GRANT_LIFETIME_S,
        "position_url": reverse("media:position", args=[recording.key]),
        "position_s": 0.0 if span_s or is_led else position_of(person=person, recording=recording),
        "asked": asked,
        "zero_s": recording.zero_ms / 1000,
        "span_s": span_s,
        "is_led": is_led,
        "duration_s": recording.duration_s or 0.0,
    }


def poster_url(recording: Recording) -> str:
    """Return the address of the recording's still, "" for sound alone; its own for each still."""
    if not recording.has_picture:
        return ""
    url = reverse("media:poster", args=[recording.key])
    return f"{url}?{recording.published_attempt[:SET_NAME]}-{recording.poster}"


def waveform_url(recording: Recording) -> str:
    """Return the address of how loud the recording is from end to end, "" where it has none."""
    return reverse("media:waveform", args=[recording.key]) if recording.has_waveform else ""


def _tracks(recording: Recording) -> list[dict[str, str]]:
    return [
        {
            "src": _url_of(recording, recording.tracks[language]),
            "label": CaptionLanguage(language).label,
            "language": language,
        }
        for language in languages_of(recording)
    ]


def _url_of(recording: Recording, name: str) -> str:
    return reverse("media:file", args=[recording.key, recording.published_attempt, name])
