"""What becomes of a new file where the recording is cut, erased, or workers die meanwhile."""

from functools import partial
from pathlib import Path

import pytest

from moke.media.domain import replacing
from moke.media.domain.deletion import delete_recording, erase_recording
from moke.media.domain.erasing import clear_erased
from moke.media.domain.replacement import retry_replacement
from moke.media.domain.replacing import replace
from moke.media.domain.rework import give_up_rework, stop_rework
from moke.media.domain.trim import ask_to_trim
from moke.media.domain.trimming import trim
from moke.media.enums import Replacing
from moke.media.models import Replacement
from moke.media.trim import Trim
from tests.clips import make_clip
from tests.moke.media.replaced import confirm, files_of, offered, sent, state_of
from tests.processed import Processed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here", "asked")]


@pytest.fixture(autouse=True)
def queues(queue_of):
    for kind in ("blur", "trim", "replacement"):
        verb = "replace" if kind == "replacement" else kind
        queue_of(f"moke.media.domain.{kind}.{verb}_recording")


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return Processed(tmp_path_factory.mktemp("plain"), partial(make_clip, seconds=4))


@pytest.fixture
def recording(plain):
    return plain.recording()


@pytest.fixture(scope="module")
def better(tmp_path_factory):
    """The same lesson by a better camera: three seconds."""
    return make_clip(tmp_path_factory.mktemp("better") / "b.mp4", seconds=3)


def crash(*arguments, **named):
    raise KeyboardInterrupt


def test_what_is_asked_for_follows_a_cut_of_the_old_film(recording, better, queue_of):
    queue_of("moke.media.domain.trim.trim_recording")
    offered(recording, better)
    confirm(recording, start_ms=1500)
    stop_rework(kind=Replacement, recording=recording)
    Replacement.objects.update(boxes=[[1000, 2000, 0.1, 0.1, 0.2, 0.2]])
    ask_to_trim(recording=recording, wanted=Trim(1200, 4000), hold_back=False)
    assert trim(recording=recording) is None
    work = Replacement.objects.get()
    assert (work.start_ms, work.boxes) == (300, [[0, 800, 0.1, 0.1, 0.2, 0.2]])
    assert retry_replacement(recording=recording) is True
    assert state_of(recording) == (Replacing.WAITING, "")
    stop_rework(kind=Replacement, recording=recording)
    Replacement.objects.update(start_ms=9000)
    assert retry_replacement(recording=recording) is True
    assert state_of(recording) == (Replacing.CHOOSING, "")


def test_replaced_file_whose_old_ones_could_not_go_is_settled_later(recording, better, monkeypatch):
    offered(recording, better)
    confirm(recording)
    with monkeypatch.context() as broken:
        broken.setattr(replacing, "remove_parts", crash)
        with pytest.raises(KeyboardInterrupt):
            replace(recording=recording)
    give_up_rework(kind=Replacement, recording=recording)
    assert retry_replacement(recording=recording) is True
    assert replace(recording=recording) is None
    recording.refresh_from_db()
    assert files_of(recording) == ([recording.published_attempt], [Path(recording.source).name])
    assert state_of(recording) == (Replacing.DONE, "")


def test_file_that_arrives_for_an_erased_recording_is_kept_nowhere(recording, better):
    delete_recording(recording=recording)
    erase_recording(recording=recording)
    sent(recording, better)
    clear_erased()
    assert (Replacement.objects.count(), files_of(recording)) == (0, ([], []))
