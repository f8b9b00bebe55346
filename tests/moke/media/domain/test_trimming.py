"""What lay before and after a lesson goes, and all that has a time goes with what is kept."""

from functools import partial
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from moke.media.blur import Blur
from moke.media.domain import trimming
from moke.media.domain.blur import ask_to_blur, hold_back
from moke.media.domain.blurring import blur
from moke.media.domain.captions import cues_of, put_captions, read_captions
from moke.media.domain.position import keep_position
from moke.media.domain.processing import process
from moke.media.domain.queries.foresight import foresee
from moke.media.domain.reconcile import find_faults
from moke.media.domain.recording import encode_again, receive_file
from moke.media.domain.refinement import ask_for_refinement
from moke.media.domain.refining import refine
from moke.media.domain.trim import ask_to_trim, resume_trims, retry_trim
from moke.media.domain.trimming import seams_ms, trim
from moke.media.enums import Drafting, Problem, State, Trimming, Untouched
from moke.media.fmp4 import read_fragments
from moke.media.models import BlurBox, CaptionDraft, RecordingPolicy, TrimWork, WatchPosition
from moke.media.problems import EncodeError
from moke.media.rungs import starts_in
from moke.media.trim import Trim
from tests.clips import beep_at_s, make_clip, make_numbered_clip, numbers_of
from tests.factories.accounts import UserFactory
from tests.factories.media import RecordingFactory
from tests.processed import Processed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here", "asked")]
KEPT = Trim(2400, 9000)
CAPTIONS = "WEBVTT\n" + "".join(
    f"\n00:{at:02}.000 --> 00:{at + 2:02}.000\n{words}\n"
    for at, words in ((0, "课间"), (2, "上课"), (5, "同学们好"), (10, "下课"))
)


@pytest.fixture(autouse=True)
def queue(queue_of):
    """Which recordings wait to be cut."""
    queue_of("moke.media.domain.blur.blur_recording")
    queue_of("moke.media.domain.refinement.refine_recording")
    return queue_of("moke.media.domain.trim.trim_recording")


def received(source):
    recording = receive_file(
        recording=RecordingFactory(),
        path=source,
        original_name=source.name,
        size_bytes=source.stat().st_size,
    )
    process(recording=recording)
    recording.refresh_from_db()
    return recording


@pytest.fixture(scope="module")
def numbered(tmp_path_factory):
    """Twelve numbered seconds in two rungs, both of them encoded."""
    make = partial(make_numbered_clip, seconds=12, size="640x480", gop=250)
    return Processed(tmp_path_factory.mktemp("numbered"), make)


@pytest.fixture
def recording(numbered):
    return numbered.recording()


def cut(recording, wanted=KEPT, *, hold=True):
    ask_to_trim(recording=recording, wanted=wanted, hold_back=hold)
    assert trim(recording=recording) is None
    recording.refresh_from_db()


def folder_of(recording):
    return Path(storages["recordings"].path(f"{recording.key}/{recording.published_attempt}"))


def starts_of(recording, name):
    return starts_in((folder_of(recording) / f"{name}.m3u8").read_text())


def segments_of(path):
    """The bytes of each segment's pictures and sounds."""
    data = path.read_bytes()
    parts = [(part.offset_bytes, part.size_bytes) for part in read_fragments(path).segments]
    return [data[at : at + size].partition(b"mdat")[2] for at, size in parts]


def test_what_lay_before_and_after_is_in_no_file(recording, queue):
    before = folder_of(recording)
    old = {name: segments_of(before / f"{name}.mp4") for name in ("480", "360")}
    cut(recording)
    assert queue == [recording.pk]
    assert not before.exists()
    assert storages["recordings"].listdir(str(recording.key))[1] == ["source"]
    assert (recording.source_is_locked, recording.is_held_back) == (True, False)
    assert recording.owner.has_perm("media.download_source", recording) is False
    kept = b"".join(path.read_bytes() for path in folder_of(recording).iterdir())
    for segments in old.values():
        assert [part in kept for part in (segments[0], segments[-1])] == [False, False]
    assert (recording.duration_s, recording.state) == (pytest.approx(6.6, abs=0.05), State.READY)
    assert TrimWork.objects.get(recording=recording).state == Trimming.DONE
    assert list(find_faults()) == []


def test_rungs_are_aligned_and_begin_and_end_at_the_right_pictures(recording):
    cut(recording)
    for name in ("480", "360"):
        file = folder_of(recording) / f"{name}.mp4"
        assert numbers_of(file) == list(range(60, 225))
        assert beep_at_s(file) == pytest.approx(0.6, abs=0.05)
        assert starts_of(recording, name) == pytest.approx([0, 1.6, 5.6], abs=0.001)


def test_what_lies_between_the_edges_is_not_encoded_anew(recording, monkeypatch):
    made = []
    make = trimming.make_changed
    monkeypatch.setattr(
        trimming,
        "make_changed",
        lambda parts, changed, told: (
            made.append([len(parts.chunks), len(changed)])
            or make(parts, changed, told)
            or made.append(len(parts.missing()))
        ),
    )
    monkeypatch.setattr("moke.media.parts.Parts._make_sound", None)
    cut(recording)
    cut(recording, Trim(1600, 5600))
    assert made[0][0] > made[0][1] == 2
    assert made[2][1] == 0
    assert (recording.skipped_ms, recording.kept_ms) == (4000, 4000)
    assert numbers_of(folder_of(recording) / "480.mp4") == list(range(100, 200))


def test_copied_picture_stays_as_it_lies_at_seams(tmp_path):
    source = make_numbered_clip(tmp_path / "a.mp4", seconds=16)
    recording = received(source)
    seams = seams_ms(recording=recording)
    found = foresee(recording=recording, wanted=Trim(3000, 13_000))
    assert (seams, found.seams, found.needs_encoding) == (
        [0, 4000, 8000, 12_000, 16_000],
        ("0:04", "0:12"),
        True,
    )
    old = segments_of(folder_of(recording) / "360.mp4")
    cut(recording, Trim(4000, 12_000))
    file = folder_of(recording) / "360.mp4"
    assert numbers_of(file) == list(range(100, 300))
    assert starts_of(recording, "360") == pytest.approx([0, 4])
    assert old[0] not in file.read_bytes()
    ask_for_refinement(recordings=[recording])
    assert refine(recording=recording) is None
    recording.refresh_from_db()
    assert numbers_of(folder_of(recording) / "360.mp4") == list(range(100, 300))


def test_copied_picture_is_encoded_where_no_seam_is(tmp_path):
    recording = received(make_numbered_clip(tmp_path / "a.mp4", seconds=8))
    cut(recording, Trim(2000, 8000))
    assert numbers_of(folder_of(recording) / "360.mp4") == list(range(50, 200))
    assert (recording.skipped_ms, recording.kept_ms) == (2000, None)


def test_times_of_all_that_media_keeps_move_along(recording, queue_of):
    posters = queue_of("moke.media.domain.publish.cut_chosen_poster")
    person = UserFactory()
    keep_position(person=person, recording=recording, position_s=4.0)
    put_captions(recording=recording, upload=ContentFile(CAPTIONS.encode(), "a.vtt"))
    for start_ms, end_ms in ((1000, 2000), (3000, 5000), (8000, 11_000)):
        box = {"left": 0.1, "top": 0.1, "width": 0.2, "height": 0.2}
        BlurBox.objects.create(recording=recording, start_ms=start_ms, end_ms=end_ms, **box)
    recording.refresh_from_db()
    old = recording.tracks["zh-Hans"]
    recording.possible_starts = ["2026-09-14T00:00:00+00:00"]
    recording.poster, recording.poster_ms = "poster-5000.jpg", 5000
    recording.save()
    cut(recording)
    assert WatchPosition.objects.get().position_s == pytest.approx(1.6)
    said = cues_of(read_captions(recording=recording, language="zh-Hans"))
    assert [(cue.start_s, cue.end_s, cue.words) for cue in said] == [
        (0.0, 1.6, "上课"),
        (2.6, 4.6, "同学们好"),
    ]
    assert recording.tracks["zh-Hans"] != old
    assert recording.possible_starts == ["2026-09-14T00:00:02.400000+00:00"]
    assert (recording.poster, recording.poster_ms, posters) == ("poster.jpg", 2600, [recording.pk])
    spans = recording.blur_boxes.values_list("start_ms", "end_ms")
    assert list(spans) == [(600, 2600), (5600, 6600)]


def test_draft_of_captions_is_cut_and_one_under_way_begins_anew(recording, queue_of):
    asked = queue_of("moke.media.domain.caption_draft.draft_captions")
    written = CaptionDraft.objects.create(
        recording=recording, language="zh-Hans", state=Drafting.DONE, text=CAPTIONS
    )
    under_way = CaptionDraft.objects.create(
        recording=recording, language="en", state=Drafting.AT_WORK, holder="somebody", percent=40
    )
    cut(recording)
    written.refresh_from_db()
    under_way.refresh_from_db()
    assert [cue.words for cue in cues_of(written.text)] == ["上课", "同学们好"]
    assert (under_way.state, under_way.holder, under_way.percent) == (Drafting.WAITING, "", 0)
    assert asked == [under_way.pk]


def test_whatever_is_encoded_later_keeps_it_cut(recording):
    cut(recording)
    encode_again(recording=recording)
    process(recording=recording)
    recording.refresh_from_db()
    assert numbers_of(folder_of(recording) / "360.mp4") == list(range(60, 225))
    box = Blur(1.0, 2.0, 0.25, 0.25, 0.5, 0.5)
    ask_to_blur(recording=recording, boxes=[box], hold_back=True)
    assert blur(recording=recording) is None
    recording.refresh_from_db()
    assert numbers_of(folder_of(recording) / "360.mp4") == list(range(60, 225))


def test_untouched_file_is_deleted_where_the_district_wants_it(recording):
    RecordingPolicy.objects.create(untouched=Untouched.DELETE)
    cut(recording)
    assert storages["recordings"].listdir(str(recording.key))[1] == []
    cut(recording, Trim(1000, 5000))
    assert numbers_of(folder_of(recording) / "480.mp4") == list(range(85, 185))
    assert (recording.source, recording.skipped_ms) == ("", 3400)


def test_sound_alone_is_cut(tmp_path):
    recording = received(make_clip(tmp_path / "a.m4a", seconds=10, size=None))
    assert foresee(recording=recording, wanted=Trim(2000, 5000)).needs_encoding is False
    cut(recording, Trim(2000, 5000))
    assert recording.duration_s == pytest.approx(3.0, abs=0.05)


def crash(*arguments, **named):
    raise KeyboardInterrupt


def test_crash_after_publishing_cuts_only_once(recording, monkeypatch):
    ask_to_trim(recording=recording, wanted=KEPT, hold_back=True)
    with monkeypatch.context() as broken:
        broken.setattr(trimming, "_settle", crash)
        with pytest.raises(KeyboardInterrupt):
            trim(recording=recording)
    recording.refresh_from_db()
    assert (recording.is_held_back, recording.skipped_ms) == (True, 2400)
    encode_again(recording=recording)
    process(recording=recording)
    assert trim(recording=recording) is None
    recording.refresh_from_db()
    assert (recording.is_held_back, recording.skipped_ms) == (False, 2400)
    assert storages["recordings"].listdir(str(recording.key))[0] == [recording.published_attempt]


def test_crash_while_all_follows_leaves_the_recording_as_it_was(recording, monkeypatch):
    before = recording.published_attempt
    ask_to_trim(recording=recording, wanted=KEPT, hold_back=True)
    with monkeypatch.context() as broken:
        broken.setattr(trimming, "follow_trim", crash)
        with pytest.raises(KeyboardInterrupt):
            trim(recording=recording)
    recording.refresh_from_db()
    assert (recording.published_attempt, recording.skipped_ms) == (before, 0)
    assert storages["recordings"].listdir(str(recording.key))[0] == [before]
    assert (resume_trims(), trim(recording=recording)) == (1, None)


def test_failure_leaves_the_recording_as_it_was_and_hidden(recording, queue, monkeypatch):
    before = recording.published_attempt

    def fail(*args, **kwargs):
        raise EncodeError(Problem.UNREADABLE)

    with monkeypatch.context() as broken:
        broken.setattr(trimming, "transcode", fail)
        cut(recording)
    work = TrimWork.objects.get(recording=recording)
    assert (work.state, work.problem) == (Trimming.FAILED, Problem.UNREADABLE)
    assert (recording.published_attempt, recording.is_held_back) == (before, True)
    assert retry_trim(recording=recording) is True
    assert (retry_trim(recording=recording), len(queue)) == (False, 2)
    assert trim(recording=recording) is None
    recording.refresh_from_db()
    assert (recording.is_held_back, recording.skipped_ms) == (False, 2400)


def test_recording_that_was_hidden_before_stays_hidden(tmp_path):
    recording = received(make_clip(tmp_path / "a.m4a", seconds=4, size=None))
    hold_back(recording=recording)
    cut(recording, Trim(1000, 3000))
    assert (recording.is_held_back, recording.source_is_locked) == (True, True)
