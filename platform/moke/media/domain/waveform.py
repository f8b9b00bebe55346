"""Waveforms of recordings that were encoded before there were any."""

from pathlib import Path
from tempfile import TemporaryDirectory

from moke.media.files import add_file, local_file
from moke.media.models import Recording
from moke.media.waveform import WAVEFORM, make_waveform

HEARD = "mp4a"
RATE_HZ = 48_000
"""Only as fine as to count the stretches; another rate makes a few more or less of them."""


def draw_missing_waveforms() -> int:
    """Draw the waveform of each recording that is heard and has none; return how many.

    Harmless when repeated. Raises `StoreAway`.
    """
    without = Recording.objects.exclude(published_attempt="").filter(has_waveform=False)
    heard = without.filter(renditions__codecs__contains=HEARD).distinct()
    return sum(_draw(recording) for recording in heard.iterator())


def _draw(recording: Recording) -> bool:
    key, attempt = recording.key, recording.published_attempt
    rung = recording.renditions.order_by("height_px")[0]
    with TemporaryDirectory(prefix="moke-waveform-") as name:
        folder = Path(name)
        with local_file(key=key, attempt=attempt, name=f"{rung.name}.mp4", folder=folder) as sound:
            duration_s = recording.duration_s or 0.0
            make_waveform(sound, rate_hz=RATE_HZ, duration_s=duration_s, folder=folder)
        add_file(path=folder / WAVEFORM, key=key, attempt=attempt)
    same = Recording.objects.filter(pk=recording.pk, published_attempt=attempt)
    return bool(same.update(has_waveform=True))
