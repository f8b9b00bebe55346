"""One worker's attempt at cutting the poster that the author of a recording chose.

It lies beside the published set, which brings one of its own: where another set is published, the
choice is cut anew from that.
"""

from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from moke.backends.afar import StoreAway
from moke.media.enums import Problem
from moke.media.files import add_file, helper_folder, local_file
from moke.media.models import Recording, Rendition
from moke.media.problems import RecordingError
from moke.media.stills import POSTER_PX, cut_poster

LATER = timedelta(minutes=5)
END_MS = 500
"""The last picture begins before the end does."""


def cut_chosen(*, recording: Recording) -> datetime | None:
    """Cut what was chosen and let it stand for the recording; return when to look again, if ever.

    May run twice. Whoever publishes another set meanwhile asks for it again.
    """
    if not is_cut_later(recording):
        return None
    try:
        with helper_folder(key=recording.key) as folder:
            _cut(recording, folder)
    except StoreAway:
        return timezone.now() + LATER
    except FileNotFoundError:  # of a set that another took the place of
        return None
    except RecordingError as error:
        if error.problem == Problem.NO_SPACE:
            return timezone.now() + LATER
        give_up_choice(recording=recording)
    return None


def is_cut_later(recording: Recording) -> bool:
    """Whether what was chosen does not stand for the recording yet."""
    return recording.poster_ms is not None and recording.poster != _name(recording)


def give_up_choice(*, recording: Recording) -> None:
    """Leave the picture that stands for the recording, where none can be cut."""
    same = Recording.objects.filter(pk=recording.pk, poster_ms=recording.poster_ms)
    same.update(poster_ms=None)


def _cut(recording: Recording, folder: Path) -> None:
    key, attempt, rung = recording.key, recording.published_attempt, _rung(recording)
    still, at_ms = folder / _name(recording), recording.poster_ms or 0
    last_ms = max(0, round((recording.duration_s or 0) * 1000) - END_MS)
    with local_file(key=key, attempt=attempt, name=f"{rung.name}.mp4", folder=folder) as film:
        cut_poster(film, min(at_ms, last_ms) / 1000, still)
    if not still.exists():
        raise RecordingError(Problem.UNREADABLE, f"no picture at {at_ms} ms")
    add_file(path=still, key=key, attempt=attempt)
    same = Recording.objects.filter(pk=recording.pk, published_attempt=attempt, poster_ms=at_ms)
    same.update(poster=still.name)


def _rung(recording: Recording) -> Rendition:
    """The smallest of the rungs that are large enough, else the largest.

    Raises FileNotFoundError where there is none.
    """
    rungs = list(recording.renditions.for_every_player().order_by("-height_px"))
    if not rungs:
        raise FileNotFoundError
    enough = (rung for rung in rungs if max(rung.width_px, rung.height_px) >= POSTER_PX)
    return [rungs[0], *enough][-1]


def _name(recording: Recording) -> str:
    return f"poster-{recording.poster_ms}.jpg"
