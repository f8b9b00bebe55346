from dataclasses import replace
from fractions import Fraction

import pytest

from moke.media.chunks import find_boundaries, find_copied_boundaries
from moke.media.copying import TOGETHER_S, Hindrance
from moke.media.packets import Packet
from moke.media.plan import (
    Level,
    plan_chunks,
    plan_encodes,
    with_av1,
    without_copy,
)
from moke.media.probe import Audio, Probe, Video

VIDEO = Video(
    index=0,
    width=1920,
    height=1080,
    fps=Fraction(30),
    tick_rate=Fraction(30),
    interlaced=False,
    hdr=False,
    start_s=0,
)
AUDIO = Audio(index=1, channels=2, rate_hz=48_000, start_s=0)
PROBE = Probe(60, True, VIDEO, AUDIO)
WEB_VIDEO = replace(
    VIDEO, codec="h264", profile="High", pixel_format="yuv420p", bits_per_s=5_400_000
)
WEB_AUDIO = replace(AUDIO, codec="aac", profile="LC")
WEB = replace(PROBE, video=WEB_VIDEO, audio=WEB_AUDIO)


def plan_for(**changes):
    return plan_encodes(replace(PROBE, video=replace(VIDEO, **changes)))


def starts_of(chunks):
    return [round(chunk.start_s, 3) for chunk in chunks]


@pytest.mark.parametrize(
    ("size", "rungs"),
    [
        ((1920, 1080), ["1920x1080", "1280x720", "854x480", "640x360"]),
        ((3840, 2160), ["1920x1080", "1280x720", "854x480", "640x360"]),
        ((720, 1280), ["720x1280", "480x854", "360x640"]),
        ((853, 481), ["852x480", "638x360"]),
        ((800, 600), ["800x600", "640x480", "480x360"]),
        ((321, 241), ["320x240"]),
        ((3, 3), ["2x2"]),
    ],
)
def test_plan_makes_even_rungs_up_to_the_source(size, rungs):
    width, height = size
    made = plan_for(width=width, height=height).rungs
    assert [f"{rung.width}x{rung.height}" for rung in made] == rungs
    assert [rung.name for rung in made] == [str(min(rung.width, rung.height)) for rung in made]


@pytest.mark.parametrize(
    ("fps", "planned"),
    [
        (Fraction(60), Fraction(30)),
        (Fraction(50), Fraction(25)),
        (Fraction(60_000, 1001), Fraction(30_000, 1001)),
        (Fraction(120), Fraction(30)),
        (Fraction(30), None),
        (Fraction(25), None),
        (Fraction(1, 600), None),
    ],
)
def test_plan_halves_fast_rates_and_leaves_the_others(fps, planned):
    assert plan_for(fps=fps, tick_rate=fps).picture.fps == planned


@pytest.mark.parametrize(
    ("changes", "steady"),
    [
        ({}, True),
        ({"fps": Fraction(299, 10)}, True),
        ({"fps": Fraction(12)}, False),
        ({"fps": Fraction(5), "tick_rate": Fraction(5)}, False),
        ({"start_s": 0.7}, False),
    ],
)
def test_plan_knows_where_frames_come_evenly(changes, steady):
    assert plan_for(**changes).picture.steady is steady


def test_plan_of_sound_alone_has_no_picture():
    plan = plan_encodes(replace(PROBE, video=None))
    assert plan.picture is None
    assert (plan.sound.channels, plan.sound.bits_per_s) == (2, 128_000)


def test_plan_of_a_silent_picture_has_no_sound():
    assert plan_encodes(replace(PROBE, audio=None)).sound is None


def test_plan_mixes_many_channels_down():
    plan = plan_encodes(replace(PROBE, audio=replace(AUDIO, channels=6, rate_hz=96_000)))
    assert (plan.sound.channels, plan.sound.rate_hz) == (2, 48_000)


def test_plan_copies_what_every_browser_plays():
    picture = plan_encodes(WEB).picture
    assert picture.copied
    assert [rung.name for rung in picture.rungs] == ["1080", "720", "480", "360"]
    assert [rung.name for rung in picture.encoded] == ["720", "480", "360"]


@pytest.mark.parametrize(
    ("changes", "hindrances"),
    [
        ({"codec": "hevc"}, [Hindrance.CODEC]),
        ({"profile": "High 10"}, [Hindrance.PROFILE]),
        ({"pixel_format": "yuv422p"}, [Hindrance.PIXELS]),
        ({"as_seen": False}, [Hindrance.TURNED]),
        ({"interlaced": True}, [Hindrance.INTERLACED]),
        ({"hdr": True}, [Hindrance.HDR]),
        ({"width": 3840, "height": 2160}, [Hindrance.SIZE]),
        ({"width": 853, "height": 481}, [Hindrance.SIZE, Hindrance.RATE]),
        ({"fps": Fraction(120), "tick_rate": Fraction(120)}, [Hindrance.FAST]),
        ({"fps": Fraction(20), "tick_rate": Fraction(30)}, [Hindrance.UNEVEN]),
        ({"bits_per_s": 9_000_000}, [Hindrance.RATE]),
        ({"bits_per_s": 0}, [Hindrance.RATE_UNKNOWN]),
        ({"start_s": 0.5}, [Hindrance.UNEVEN]),
        ({"start_s": TOGETHER_S + 0.01}, [Hindrance.UNEVEN]),
        ({"codec": "hevc", "hdr": True}, [Hindrance.CODEC, Hindrance.HDR]),
    ],
)
def test_plan_encodes_any_other_picture_and_says_why(changes, hindrances):
    picture = plan_encodes(replace(WEB, video=replace(WEB_VIDEO, **changes))).picture
    assert (picture.copied, list(picture.hindrances)) == (False, hindrances)
    assert picture.encoded == picture.rungs


@pytest.mark.parametrize(
    "changes", [{"codec": "opus"}, {"profile": "HE-AAC"}, {"channels": 6}, {"rate_hz": 96_000}]
)
def test_plan_encodes_a_picture_whose_sound_not_every_browser_plays(changes):
    picture = plan_encodes(replace(WEB, audio=replace(WEB_AUDIO, **changes))).picture
    assert (picture.copied, picture.hindrances) == (False, (Hindrance.SOUND,))


def test_plan_copies_nothing_that_has_no_index_or_shall_be_shown_to_many():
    without_index = plan_encodes(replace(WEB, has_index=False)).picture
    assert (without_index.copied, without_index.hindrances) == (False, (Hindrance.NO_INDEX,))
    assert plan_encodes(replace(WEB, has_index=False, can_be_searched=True)).picture.copied
    showcase = plan_encodes(WEB, Level.SHOWCASE)
    assert showcase.picture.hindrances == (Hindrance.MANY_VIEWERS,)
    assert not showcase.picture.copied
    assert showcase.rungs[0].max_bits_per_s == 5_000_000
    encoded = without_copy(plan_encodes(WEB)).picture
    assert (encoded, repr(encoded)) == (showcase.picture, repr(showcase.picture))
    assert encoded.hindrances == (Hindrance.KEYFRAMES,)


def test_plan_in_av1_has_a_twin_of_each_size_besides():
    plan = plan_encodes(WEB, Level.SHOWCASE)
    both = with_av1(plan)
    assert both.picture.rungs == plan.picture.rungs
    assert [(twin.name, twin.size, twin.max_bits_per_s) for twin in both.picture.twins] == [
        ("1080-av1", (1920, 1080), 3_000_000),
        ("720-av1", (1280, 720), 1_680_000),
        ("480-av1", (854, 480), 840_000),
        ("360-av1", (640, 360), 480_000),
    ]
    assert both.picture.encoded == both.rungs == (*plan.rungs, *both.picture.twins)
    assert both.likely_bytes > plan.likely_bytes


def test_plan_in_av1_has_twins_of_a_copied_picture_too_and_none_that_are_too_small():
    copied = with_av1(plan_encodes(WEB)).picture
    assert [rung.name for rung in copied.encoded[:4]] == ["720", "480", "360", "1080-av1"]
    assert copied.twins[0].max_bits_per_s == 3_000_000
    tiny = replace(PROBE, video=replace(VIDEO, width=96, height=60))
    assert with_av1(plan_encodes(tiny)).picture.twins == ()
    heard = plan_encodes(replace(PROBE, video=None))
    assert with_av1(heard) == heard


def test_segments_begin_at_the_first_keyframe_after_each_multiple():
    every_second = [float(second) for second in range(13)]
    assert find_boundaries(every_second) == [0, 4, 8, 12]
    assert find_boundaries([0, 2.5, 5, 7.5, 10, 12.5]) == [0, 5, 10, 12.5]
    assert find_boundaries([0, 3.998, 7.996, 12]) == [0, 3.998, 7.996, 12]


@pytest.mark.parametrize(
    ("shown_s", "keys", "boundaries_s"),
    [
        ((9.0, 10.0, 11.0, 13.0, 14.0), {0, 3}, [0.0, 4.0]),
        ((9.0, 11.0, 10.0, 13.0, 14.0), {0, 3}, [0.0, 4.0]),
        ((9.0, 10.0, 13.0, 12.0, 14.0), {0, 2}, None),
        ((9.0, 10.0, 11.0, 16.0, 17.0), {0, 3}, None),
    ],
    ids=["in order", "reordered", "open group", "far apart"],
)
def test_copied_picture_is_cut_where_nothing_before_is_needed(shown_s, keys, boundaries_s):
    packets = [Packet(at_s, n, 1, n in keys) for n, at_s in enumerate(shown_s)]
    assert find_copied_boundaries(packets) == boundaries_s


def test_keyframes_too_far_apart_make_no_segments():
    assert find_boundaries([0, 6.5, 13]) == [0, 6.5, 13]
    assert find_boundaries([0, 8, 16]) is None


def test_chunks_are_whole_groups_of_the_segments_of_the_copied_picture():
    plan = plan_encodes(replace(WEB, duration_s=20))
    chunks = plan_chunks(plan, [0.0, 4.5, 8.1, 12.0, 16.2])
    assert [(chunk.start_s, chunk.end_s) for chunk in chunks] == [
        (0.0, 4.5), (4.5, 8.1), (8.1, 12.0), (12.0, 16.2), (16.2, None),
    ]  # fmt: skip
    assert [chunk.keyframes_s for chunk in chunks] == [(0.0,)] * 5


def test_chunks_of_a_long_lesson_last_a_minute_and_know_their_keyframes():
    chunks = plan_chunks(plan_encodes(replace(PROBE, duration_s=2700)))
    assert starts_of(chunks) == list(range(0, 2700, 60))
    assert chunks[1].keyframes_s == tuple(range(0, 60, 4))
    assert [chunk.number for chunk in chunks] == list(range(45))


def test_even_chunks_begin_with_a_frame():
    rate = Fraction(30_000, 1001)
    found = replace(PROBE, video=replace(VIDEO, fps=rate, tick_rate=rate), duration_s=16)
    frames = [chunk.start_s * float(rate) for chunk in plan_chunks(plan_encodes(found))]
    assert frames == pytest.approx([0, 120, 240, 360])


@pytest.mark.parametrize(
    "found",
    [
        replace(PROBE, has_index=False),
        replace(PROBE, video=replace(VIDEO, fps=Fraction(12))),
    ],
)
def test_what_cannot_be_cut_exactly_is_one_chunk(found):
    (chunk,) = plan_chunks(plan_encodes(found))
    assert (chunk.start_s, chunk.end_s, chunk.keyframes_s) == (0.0, None, ())


def test_sound_alone_and_a_copy_alone_have_no_chunks():
    assert plan_chunks(plan_encodes(replace(PROBE, video=None))) == ()
    small = replace(WEB_VIDEO, width=426, height=240, bits_per_s=300_000)
    assert plan_chunks(plan_encodes(replace(WEB, video=small)), [0.0]) == ()
