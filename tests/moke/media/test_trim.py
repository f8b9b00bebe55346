"""What is kept of a recording: its times, and the very pictures and sounds at its edges."""

from dataclasses import replace

import pytest

from moke.media.blur import Blur
from moke.media.chunks import find_chunks
from moke.media.plan import Level, plan_encodes
from moke.media.probe import probe
from moke.media.transcode import encode
from moke.media.trim import Trim, trimmed
from moke.media.verify import verify
from tests.clips import beep_at_s, make_numbered_clip, numbers_of

KEPT = Trim(3400, 11_000)


@pytest.mark.parametrize(
    ("at_ms", "moved", "is_kept"),
    [
        (0, 0, False),
        (3400, 0, True),
        (5000, 1600, True),
        (11_000, 7600, True),
        (12_000, 7600, False),
    ],
)
def test_moments_count_from_the_new_beginning(at_ms, moved, is_kept):
    assert (KEPT.moved(at_ms), KEPT.keeps(at_ms)) == (moved, is_kept)


@pytest.mark.parametrize(
    ("span", "left"),
    [
        ((4000, 5000), (600, 1600)),
        ((1000, 4000), (0, 600)),
        ((9000, 20_000), (5600, 7600)),
        ((0, 3400), None),
        ((11_000, 12_000), None),
    ],
)
def test_spans_lose_what_goes(span, left):
    assert KEPT.moved_span(*span) == left


def test_seams_lie_within_what_is_kept():
    seams = [0, 4000, 8000, 12_000]
    assert KEPT.at_seams(seams) == Trim(4000, 8000)
    assert Trim(5000, 7000).at_seams(seams) is None
    assert (Trim(4001, 9000).begins_at(seams), Trim(4001, 9000).ends_at(seams)) == (True, False)


def test_boxes_of_a_plan_move_along(tmp_path):
    source = make_numbered_clip(tmp_path / "a.mp4", seconds=2)
    box = Blur(1.0, 2.0, 0.1, 0.1, 0.2, 0.2)
    whole = replace(plan_encodes(probe(source), Level.SHOWCASE), blurs=(box,))
    plan = trimmed(trimmed(whole, 0.5, None), 0.25, 1.0)
    assert (plan.start_s, plan.skip_s, plan.duration_s) == (0.75, 0.75, 0.75)
    assert (plan.is_cut_short, whole.is_cut_short) == (True, False)
    assert [(box.start_s, box.end_s) for box in plan.blurs] == [(0.25, 1.25)]


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts"])
def test_encode_of_a_part_begins_and_ends_at_the_right_pictures(tmp_path, name):
    source, folder = make_numbered_clip(tmp_path / name, seconds=16), tmp_path / "set"
    folder.mkdir()
    plan = trimmed(plan_encodes(probe(source)), KEPT.start_s, KEPT.end_s)
    assert find_chunks(plan, source)[-1].end_s == pytest.approx(7.6)
    encoded = encode(source, folder, plan=plan)
    verify(encoded, folder)
    assert encoded.duration_s == pytest.approx(7.6, abs=0.05)
    for made in encoded.renditions:
        file = folder / f"{made.name}.mp4"
        assert numbers_of(file) == list(range(85, 275))
        assert beep_at_s(file) == pytest.approx(0.6, abs=0.05)
