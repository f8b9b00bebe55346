"""Another file takes the place of a recording's; until then the old one stays."""

from functools import partial
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import override

from moke.media.blur import Blur
from moke.media.domain import replacing
from moke.media.domain.blur import ask_to_blur, boxes_to_decide, show_again
from moke.media.domain.captions import cues_of, put_captions, read_captions
from moke.media.domain.deletion import delete_recording, restore_recording
from moke.media.domain.position import keep_position
from moke.media.domain.reconcile import find_faults
from moke.media.domain.replacement import (
    ask_to_replace,
    check_replacement,
    drop_replacement,
    receive_replacement,
    resume_replacements,
    retry_replacement,
)
from moke.media.domain.replacing import replace
from moke.media.domain.rework import stop_rework
from moke.media.enums import Blurring, Problem, Replacing, State
from moke.media.models import (
    BlurBox,
    BlurWork,
    Recording,
    Replacement,
    TrimWork,
    WatchPosition,
)
from tests.clips import make_clip, make_numbered_clip, numbers_of
from tests.factories.accounts import UserFactory
from tests.moke.media.replaced import confirm, files_of, offered, put_in_place, sent, state_of
from tests.processed import Processed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here", "asked")]
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:02.000\n上课\n\n00:03.000 --> 00:04.000\n同学们好\n"
BOX = Blur(1, 3, 0.1, 0.1, 0.2, 0.2)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def queue(queue_of):
    """Which recordings wait for another file to be looked at or put in place."""
    queue_of("moke.media.domain.blur.blur_recording")
    return queue_of("moke.media.domain.replacement.replace_recording")


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    make = partial(make_clip, seconds=4)
    return Processed(tmp_path_factory.mktemp("plain"), make)


@pytest.fixture
def recording(plain):
    return plain.recording()


@pytest.fixture(scope="module")
def better(tmp_path_factory):
    """The same lesson by a better camera: three numbered seconds."""
    return make_numbered_clip(tmp_path_factory.mktemp("better") / "b.mp4", seconds=3)


def test_new_film_takes_the_place_of_the_old_one(recording, better, queue):
    before = recording.published_attempt
    work = offered(recording, better)
    assert (work.state, work.length_ms) == (Replacing.CHOOSING, pytest.approx(3000, abs=80))
    recording.refresh_from_db()
    assert (recording.published_attempt, recording.original_name) == (before, "a.mp4")
    confirm(recording)
    assert replace(recording=recording) is None
    recording.refresh_from_db()
    assert queue == [recording.pk] * 2
    assert (recording.original_name, recording.size_bytes) == ("b.mp4", better.stat().st_size)
    assert (recording.state, recording.duration_s) == (State.READY, pytest.approx(3, abs=0.08))
    assert files_of(recording) == ([recording.published_attempt], [Path(recording.source).name])
    stored = Path(storages["recordings"].path(recording.source))
    assert stored.read_bytes() == better.read_bytes()
    largest = recording.renditions.first().name
    film = stored.parent / recording.published_attempt / f"{largest}.mp4"
    assert numbers_of(film)[:3] == [0, 1, 2]
    assert state_of(recording) == (Replacing.DONE, "")
    assert list(find_faults()) == []


@pytest.mark.parametrize(
    ("start_ms", "spans", "position_s"),
    [(0, [(1, 2)], 2.5), (1500, [(0, 0.5), (1.5, 2.5)], 1.0), (-500, [(1.5, 2.5)], 3.0)],
    ids=["same", "later", "earlier"],
)
def test_what_has_a_moment_stays_at_it(recording, better, start_ms, spans, position_s):
    put_captions(recording=recording, upload=ContentFile(CAPTIONS.encode()))
    keep_position(person=UserFactory(), recording=recording, position_s=2.5)
    put_in_place(recording, better, start_ms)
    cues = cues_of(read_captions(recording=recording, language="zh-Hans"))
    assert [(cue.start_s, cue.end_s) for cue in cues] == spans
    assert WatchPosition.objects.get().position_s == pytest.approx(position_s, abs=0.08)


def test_faces_that_were_blurred_are_shown_to_nobody_until_that_is_decided(recording, better):
    BlurBox.objects.create(
        recording=recording, start_ms=1000, end_ms=2000, left=0.1, top=0.1, width=0.2, height=0.2
    )
    BlurWork.objects.create(recording=recording, state=Blurring.DONE)
    TrimWork.objects.create(recording=recording, start_ms=0, end_ms=1, moved=[{"from": 0}])
    TrimWork.objects.update(state="done")
    Recording.objects.update(skipped_ms=500, zero_ms=500, kept_ms=3000, source_is_locked=True)
    put_in_place(recording, better, 500)
    assert recording.is_held_back is True
    assert (recording.skipped_ms, recording.kept_ms, recording.source_is_locked) == (0, None, False)
    assert recording.zero_ms == 1000
    assert boxes_to_decide(recording=recording) == [Blur(0.5, 1.5, 0.1, 0.1, 0.2, 0.2)]
    assert (BlurBox.objects.count(), BlurWork.objects.count(), TrimWork.objects.count()) == (0,) * 3
    assert Replacement.objects.get().moved[0] == {"from": 0}
    show_again(recording=recording)
    assert (recording.is_held_back, boxes_to_decide(recording=recording)) == (False, [])


def test_boxes_that_are_blurred_again_are_decided(recording):
    Replacement.objects.create(recording=recording, state="done", boxes=[[0, 900, 0, 0, 1, 1]])
    ask_to_blur(recording=recording, boxes=[BOX], hold_back=True)
    assert boxes_to_decide(recording=recording) == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"", Problem.EMPTY), (b"no film at all" * 99, Problem.NOT_VIDEO)],
    ids=["empty", "no film"],
)
def test_broken_file_changes_nothing_and_says_so(recording, tmp_path, content, problem):
    file = tmp_path / "broken.mp4"
    file.write_bytes(content)
    before = files_of(recording)
    work = offered(recording, file)
    assert (work.state, work.problem) == (Replacing.FAILED, problem)
    with pytest.raises(ValidationError, match="no new file"):
        check_replacement(recording=recording, start_ms=0)
    assert drop_replacement(recording=recording) is True
    assert (files_of(recording), Replacement.objects.count()) == (before, 0)


def test_later_file_is_the_one_to_decide_about(recording, better, tmp_path):
    first = offered(recording, better)
    other = make_clip(tmp_path / "c.mp4", seconds=2)
    second = offered(recording, other)
    assert (second.length_ms, len(files_of(recording)[1])) == (pytest.approx(2000, abs=80), 2)
    with pytest.raises(ValidationError, match="Another file"):
        ask_to_replace(recording=recording, start_ms=0, source=first.source)
    assert state_of(recording) == (Replacing.CHOOSING, "")


@pytest.mark.parametrize("start_ms", [3500, -2500])
def test_films_have_something_in_common(recording, better, start_ms):
    offered(recording, better)
    with pytest.raises(ValidationError, match="nothing in common"):
        check_replacement(recording=recording, start_ms=start_ms)


def test_second_click_and_upload_that_came_twice_change_nothing(recording, better):
    upload = sent(recording, better)
    replace(recording=recording)
    receive_replacement(upload=upload)
    assert state_of(recording) == (Replacing.CHOOSING, "")
    confirm(recording)
    with pytest.raises(ValidationError, match="no new file"):
        confirm(recording)
    replace(recording=recording)
    assert replace(recording=recording) is None
    assert state_of(recording) == (Replacing.DONE, "")


def test_worker_that_dies_before_or_after_the_swap_is_followed(recording, better, monkeypatch):
    before = recording.published_attempt
    offered(recording, better)
    confirm(recording)
    monkeypatch.setattr(replacing, "publish", dies)
    with pytest.raises(KeyboardInterrupt):
        replace(recording=recording)
    recording.refresh_from_db()
    assert (recording.published_attempt, state_of(recording)[0]) == (before, Replacing.AT_WORK)
    monkeypatch.setattr(replacing, "publish", publish)
    monkeypatch.setattr(replacing, "remove_attempts", dies)
    with pytest.raises(KeyboardInterrupt):
        replace(recording=recording)
    recording.refresh_from_db()
    assert (recording.published_attempt == before, len(files_of(recording)[1])) == (False, 2)
    assert list(find_faults()) == []
    monkeypatch.setattr(replacing, "remove_attempts", remove_attempts)
    assert (resume_replacements(), replace(recording=recording)) == (1, None)
    assert len(files_of(recording)[1]) == 1
    assert state_of(recording) == (Replacing.DONE, "")


def dies(*args, **kwargs):
    raise KeyboardInterrupt


publish, remove_attempts = replacing.publish, replacing.remove_attempts


def test_new_file_that_is_thrown_away_midway_is_not_put_in_place(recording, better, monkeypatch):
    before, files = recording.published_attempt, files_of(recording)
    offered(recording, better)
    confirm(recording)

    def late(**kwargs):
        drop_replacement(recording=recording)
        return publish(**kwargs)

    monkeypatch.setattr(replacing, "publish", late)
    replace(recording=recording)
    recording.refresh_from_db()
    assert (recording.published_attempt, files_of(recording)) == (before, files)
    assert (Replacement.objects.count(), drop_replacement(recording=recording)) == (0, False)


def test_what_an_operator_stopped_can_be_tried_again(recording, better):
    offered(recording, better)
    confirm(recording)
    assert stop_rework(kind=Replacement, recording=recording) is True
    assert stop_rework(kind=Replacement, recording=recording) is False
    assert (replace(recording=recording), state_of(recording)) == (
        None,
        (Replacing.FAILED, Problem.STOPPED),
    )
    assert retry_replacement(recording=recording) is True
    replace(recording=recording)
    assert (state_of(recording)[0], retry_replacement(recording=recording)) == ("done", False)


def test_deleted_recording_is_not_replaced_until_it_is_restored(recording, better, queue_of):
    again = queue_of("moke.media.domain.deletion.replace_recording")
    sent(recording, better)
    delete_recording(recording=recording)
    assert (replace(recording=recording), state_of(recording)) == (None, (Replacing.LOOKING, ""))
    restore_recording(recording=recording)
    assert again == [recording.pk]
