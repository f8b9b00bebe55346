import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from moke.media.domain.waveform import draw_missing_waveforms
from tests.clips import make_clip
from tests.factories.media import RecordingFactory, RenditionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here")]


def test_recordings_of_before_get_their_waveform_once(tmp_path):
    old, silent = RecordingFactory(ready=True, duration_s=2.0), RecordingFactory(ready=True)
    silent.renditions.update(codecs="avc1.64001e")
    RenditionFactory(recording=old, name="720", height_px=720)
    folder = f"{old.key}/{old.published_attempt}"
    clip = make_clip(tmp_path / "a.mp4", size=None, seconds=2)
    storages["recordings"].save(f"{folder}/360.mp4", ContentFile(clip.read_bytes()))
    assert (draw_missing_waveforms(), draw_missing_waveforms()) == (1, 0)
    old.refresh_from_db()
    assert old.has_waveform is True
    with storages["recordings"].open(f"{folder}/waveform.svg") as drawn:
        assert drawn.read().startswith(b"<svg")
