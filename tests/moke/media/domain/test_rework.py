"""What is made anew stays in the codecs in which it was published."""

import pytest

from moke.media.domain import refining, trimming
from moke.media.domain.reconcile import find_faults
from moke.media.domain.refining import refine
from moke.media.domain.trim import ask_to_trim
from moke.media.domain.trimming import trim
from moke.media.models import Refinement
from moke.media.trim import Trim
from tests.clips import make_numbered_clip, numbers_of
from tests.moke.media.domain.test_trimming import folder_of, received, starts_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here", "asked", "queues")]
NAMES = ("80", "80-av1")


@pytest.fixture
def queues(queue_of):
    for name in ("trim.trim_recording", "refinement.refine_recording"):
        queue_of(f"moke.media.domain.{name}")


@pytest.fixture
def recording(tmp_path, settings, monkeypatch):
    """Sixteen numbered seconds, for many viewers; in AV1, too, though bars gain nothing by it."""
    monkeypatch.setattr(refining, "without_dear_twins", lambda before, made, folder: made)
    settings.MOKE_AV1 = True
    recording = received(make_numbered_clip(tmp_path / "a.mp4", seconds=16, size="160x80"))
    Refinement.objects.create(recording=recording)
    refine(recording=recording)
    recording.refresh_from_db()
    settings.MOKE_AV1 = False
    return recording


def names_of(recording):
    return sorted(recording.renditions.values_list("name", flat=True))


def test_rungs_in_av1_are_cut_with_the_others_and_copied_between_the_edges(recording, monkeypatch):
    assert names_of(recording) == list(NAMES)
    left, keep = [], trimming.keep_others

    def keep_others(parts, *args):
        keep(parts, *args)
        left.append(len(parts.missing()))

    monkeypatch.setattr(trimming, "keep_others", keep_others)
    ask_to_trim(recording=recording, wanted=Trim(2400, 14_000), hold_back=False)
    assert trim(recording=recording) is None
    recording.refresh_from_db()
    assert names_of(recording) == list(NAMES)
    for name in NAMES:
        file = folder_of(recording) / f"{name}.mp4"
        assert numbers_of(file) == list(range(60, 350))
        assert starts_of(recording, name) == pytest.approx([0, 1.6, 5.6, 9.6], abs=0.001)
    assert left == [0]
    assert list(find_faults()) == []
