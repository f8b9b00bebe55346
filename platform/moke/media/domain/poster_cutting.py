"""One worker's attempt at cutting the poster that the author of a recording chose.

It lies beside the published set, which brings one of its own: where another set is published, the
choice is cut anew from that.
"""

from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone

from moke.backends.afar import StoreAway
from moke.media.enums import Problem
from moke.media.files import add_file, helper_folder, local_file
from moke.media.models import Recording, Rendition
from moke.media.problems import RecordingError
from moke.media.stills import cut_poster, rung_for_poster

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
    except FileNotFoundError:
        give_up_choice(recording=recording)
    except RecordingError as error:
        if error.problem == Problem.NO_SPACE:
            return timezone.now() + LATER
        give_up_choice(recording=recording)
    return None


def is_cut_later(recording: Recording) -> bool:
    """Whether what was chosen does not stand for the recording yet."""
    return recording.poster_ms is not None and recording.poster != _name(recording)


def give_up_choice(*, recording: Recording) -> None:
    """Leave the picture that stands for the recording, where none can be cut from its set."""
    _same(recording).update(poster_ms=None)


def _cut(recording: Recording, folder: Path) -> None:
    key, attempt, rung = recording.key, recording.published_attempt, _rung(recording)
    still, at_ms = folder / _name(recording), recording.poster_ms or 0
    last_ms = max(0, round((recording.duration_s or 0) * 1000) - END_MS)
    with local_file(key=key, attempt=attempt, name=f"{rung.name}.mp4", folder=folder) as film:
        cut_poster(film, min(at_ms, last_ms) / 1000, still)
    if not still.exists():
        raise RecordingError(Problem.UNREADABLE, f"no picture at {at_ms} ms")
    add_file(path=still, key=key, attempt=attempt)
    _same(recording).update(poster=still.name)


def _same(recording: Recording) -> QuerySet[Recording]:
    """The recording, unless another set or choice has taken the place of what was looked at."""
    same = Recording.objects.filter(pk=recording.pk, poster_ms=recording.poster_ms)
    return same.filter(published_attempt=recording.published_attempt)


def _rung(recording: Recording) -> Rendition:
    """The one to cut from. Raises FileNotFoundError where there is none."""
    rungs = list(recording.renditions.for_every_player().order_by("-height_px"))
    if not rungs:
        raise FileNotFoundError
    return rungs[rung_for_poster([(rung.width_px, rung.height_px) for rung in rungs])]


def _name(recording: Recording) -> str:
    return f"poster-{recording.poster_ms}.jpg"
