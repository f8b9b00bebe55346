"""Captions: what is taken, what is kept of it, what is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import translation

from moke.media.domain.captions import (
    Cue,
    EditedMeanwhile,
    cues_of,
    edit_captions,
    languages_of,
    put_captions,
    read_captions,
    remove_captions,
)
from tests.factories.media import RecordingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here")]

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:03.500\n树很孤单，\n喜鹊也很孤单。\n"
SRT = "1\r\n00:00:01,000 --> 00:00:03,500\r\n树很孤单，\r\n喜鹊也很孤单。\r\n"


@pytest.fixture
def recording():
    return RecordingFactory(ready=True)


def put(recording, content):
    content = content.encode() if isinstance(content, str) else content
    put_captions(recording=recording, upload=ContentFile(content))
    return stored(recording)


def stored(recording):
    """The captions as players get them."""
    recording.refresh_from_db()
    with storages["recordings"].open(path(recording)) as file:
        return file.read().decode()


def path(recording):
    return f"{recording.key}/{recording.published_attempt}/{recording.tracks['zh-Hans']}"


def words(recording, text):
    """What is left of the words of a single cue."""
    return put(recording, f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n").strip().split("\n", 3)[3]


def refusal(recording, content):
    with pytest.raises(ValidationError) as error, translation.override("en"):
        put(recording, content)
    return error.value.messages


@pytest.mark.parametrize(
    "content",
    [
        VTT,
        SRT,
        "\ufeff" + VTT,
        "\ufeff" + SRT,
        "\n\n" + SRT,
        VTT.encode("gb18030"),
        SRT.encode("gb18030"),
        VTT.replace("\n", "\r"),
    ],
    ids=["vtt", "srt", "bom-vtt", "bom-srt", "blank-srt", "gb-vtt", "gb-srt", "cr-vtt"],
)
def test_captions_are_kept_as_webvtt(recording, content):
    assert put(recording, content).strip() == VTT.strip()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<script>alert(1)</script>", "alert(1)"),
        ("<v 老师><c.red>读一读</c></v>", "读一读"),
        ("{\\an8}读一读", "读一读"),
        ("1 < 2 & 3 = 3", "1 &lt; 2 &amp; 3 = 3"),
        ("1 &lt; 2", "1 &lt; 2"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ("a\x00b\x07c", "abc"),
        ("一&#10;&#10;--&gt; 二", "一\n--&gt; 二"),
        ("&#" + "9" * 9000, "\ufffd"),
    ],
    ids=[
        "script",
        "voice",
        "override",
        "signs",
        "escaped",
        "escaped-tag",
        "control",
        "cut",
        "huge",
    ],
)
def test_captions_keep_nothing_but_words(recording, text, kept):
    assert words(recording, text) == kept


def test_captions_keep_neither_styles_nor_places_nor_comments(recording):
    content = (
        "WEBVTT\n\nSTYLE\n::cue { background: url(https://example.org/) }\n\nNOTE draft\n\n"
        "intro\n00:01.000 --> 00:02.000 line:0 align:left\n读一读\n"
    )
    assert put(recording, content).strip() == ("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n读一读")


def test_captions_leave_out_cues_without_words_or_time(recording):
    content = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<b></b>\n\n"
        "00:05.000 --> 00:04.000\n倒\n\n00:06.000 --> 00:07.000\n正\n"
    )
    assert put(recording, content).count("-->") == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"WEBVTT", "小鸟".encode(), b"%PDF-1.7\n1 0 obj", b"<html>--></html>", b"\x00\x01" * 99],
)
def test_file_without_captions_is_refused(recording, content):
    assert refusal(recording, content) == [
        "There are no captions in this file. Please choose a WebVTT or SRT file."
    ]
    assert recording.tracks == {}


def test_file_in_an_unknown_encoding_is_refused(recording):
    assert refusal(recording, b"\xff\xfe" + VTT.encode("utf-16-le")) == [
        "The words in the file cannot be read. Please save it as UTF-8."
    ]


def test_file_above_two_megabytes_is_refused(recording):
    content = VTT + "NOTE " + "x" * 3 * 1024**2
    assert refusal(recording, content) == [
        "Captions have at most 2 MB. Please choose a smaller file."
    ]


def test_captions_wait_for_their_recording():
    recording = RecordingFactory()
    assert refusal(recording, VTT) == ["Captions can be added once the recording is ready to play."]


def test_captions_replace_those_before(recording, django_capture_on_commit_callbacks):
    put(recording, VTT)
    before = path(recording)
    with django_capture_on_commit_callbacks(execute=True):
        replaced = put(recording, SRT.replace("树", "花"))
    assert "花很孤单" in replaced
    assert path(recording) != before
    assert not storages["recordings"].exists(before)


def test_refused_captions_leave_those_before(recording):
    put(recording, VTT)
    refusal(recording, "nothing")
    assert stored(recording).strip() == VTT.strip()


def test_removed_captions_are_gone(recording, django_capture_on_commit_callbacks):
    put(recording, VTT)
    before = path(recording)
    with django_capture_on_commit_callbacks(execute=True):
        remove_captions(recording=recording)
        remove_captions(recording=recording)
    recording.refresh_from_db()
    assert recording.tracks == {}
    assert not storages["recordings"].exists(before)


def edit(recording, text, based_on, language="zh-Hans"):
    edit_captions(recording=recording, language=language, text=text, based_on=based_on)


def test_edited_captions_take_the_place_of_those_that_were_read(recording):
    put(recording, VTT)
    edit(recording, VTT.replace("树", "花"), recording.tracks["zh-Hans"])
    assert "花很孤单" in stored(recording)


def test_captions_that_were_saved_meanwhile_are_not_overwritten(recording):
    put(recording, VTT)
    read = recording.tracks["zh-Hans"]
    edit(recording, VTT.replace("树", "花"), read)
    with pytest.raises(EditedMeanwhile):
        edit(recording, VTT.replace("树", "鸟"), read)
    assert "花很孤单" in stored(recording)


def test_captions_sent_twice_are_saved_once(recording):
    edit(recording, VTT, "")
    saved = dict(recording.tracks)
    edit(recording, VTT, "")
    assert recording.tracks == saved


def test_languages_do_not_touch_each_other(recording):
    put(recording, VTT)
    chinese = recording.tracks["zh-Hans"]
    edit(recording, VTT.replace("树很孤单，\n", "The tree is alone.\n"), "", language="en")
    assert languages_of(recording) == ["zh-Hans", "en"]
    remove_captions(recording=recording, language="en")
    assert recording.tracks == {"zh-Hans": chinese}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "00:05.000 --> 00:04.000\n倒",
            "The caption at 00:00:05.000 ends before it starts.",
        ),
        (
            "00:05.000 --> later\n晚",
            "The times of a caption cannot be read. Please write them like 01:05.500.",
        ),
        (
            "00:01.000 --> 00:02.000\n一\n\n二",
            "“二” has no times. Leave no empty line inside a caption.",
        ),
        (
            f"00:01.000 --> 00:02.000\n{'长' * 2001}",
            "The caption at 00:00:01.000 is too long. Please divide it.",
        ),
    ],
    ids=["backwards", "no time", "no times", "long"],
)
def test_edited_captions_lose_no_words(recording, text, said):
    with pytest.raises(ValidationError) as error, translation.override("en"):
        edit(recording, f"WEBVTT\n\n{text}\n", "")
    assert error.value.messages == [said]
    assert recording.tracks == {}


def test_cues_come_in_the_order_of_the_recording(recording):
    late = "\n00:00:00.500 --> 00:00:01.000\n1 < 2\n"
    put(recording, VTT + late)
    assert cues_of(read_captions(recording=recording, language="zh-Hans")) == [
        Cue(0.5, 1.0, "1 < 2"),
        Cue(1.0, 3.5, "树很孤单，\n喜鹊也很孤单。"),
    ]
