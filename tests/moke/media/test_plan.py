from dataclasses import replace
from fractions import Fraction

import pytest

from moke.media.plan import plan_encodes
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


def plan_for(**changes):
    return plan_encodes(replace(PROBE, video=replace(VIDEO, **changes)))


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
