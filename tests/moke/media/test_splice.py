"""A box blurred into a published set: only the chunks that show it are made anew."""

import subprocess
from dataclasses import replace

import pytest
from PIL import Image, ImageFilter, ImageStat

from moke.media.blur import Blur
from moke.media.chunks import find_chunks
from moke.media.parts import Parts
from moke.media.plan import plan_encodes, without_copy
from moke.media.probe import probe
from moke.media.rungs import starts_in
from moke.media.splice import changed_chunks, keep_others, make_changed
from moke.media.transcode import encode, transcode
from moke.media.verify import verify
from tests.clips import make_clip, run_ffmpeg

BOX = Blur(9.0, 10.0, 0.6, 0.55, 0.3, 0.35)
"""Over the chequered part of the clip."""
WEB = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-pix_fmt", "yuv420p", "-g", "50")


def frames_of(path):
    """The fingerprint of each frame by its time in milliseconds."""
    arguments = ["-i", path, "-map", "0:v", "-enc_time_base", "1:1000", "-f", "framemd5", "-"]
    said = subprocess.run(["ffmpeg", "-v", "error", *arguments], capture_output=True, check=True)
    lines = [line.split(b",") for line in said.stdout.splitlines() if not line.startswith(b"#")]
    return {int(line[2]): line[5].strip() for line in lines}


def sharpness_of(path, folder):
    """How strong the edges are within BOX a half second before its end."""
    still = folder / "still.png"
    run_ffmpeg("-ss", "9.5", "-i", path, "-frames:v", "1", still)
    with Image.open(still) as picture:
        width, height = picture.size
        edges = picture.convert("L").filter(ImageFilter.FIND_EDGES)
        box = (0.65 * width, 0.65 * height, 0.82 * width, 0.82 * height)
        return ImageStat.Stat(edges.crop([round(side) for side in box])).mean[0]


def blurred(tmp_path, source, before, names):
    """Blur BOX into the set in `before`; return the new set's folder, and what was encoded."""
    folder, work, unfinished = (tmp_path / name for name in ("new", "parts", "unfinished"))
    for made in (folder, work, unfinished):
        made.mkdir()
    plan = replace(without_copy(plan_encodes(probe(source))), blurs=(BOX,))
    boundaries_s = starts_in((before / f"{names[-1]}.m3u8").read_text())
    parts = Parts(plan, find_chunks(plan, source, boundaries_s), source, work, unfinished)
    changed = changed_chunks(parts, [BOX])
    make_changed(parts, changed, lambda share: None)
    published = {name: before / f"{name}.mp4" for name in names}
    keep_others(parts, published, changed, lambda output: None)
    missing = len(parts.missing())
    encoded = transcode(
        plan,
        source,
        folder,
        work,
        lambda share: None,
        chunks=parts.chunks,
        boundaries_s=boundaries_s,
    )
    verify(encoded, folder)
    return folder, (len(parts.chunks), len(changed), missing)


@pytest.mark.parametrize(
    ("options", "work"), [({}, (4, 1, 0)), ({"codec": WEB}, (4, 1, 3))], ids=["encoded", "copied"]
)
def test_only_what_shows_the_box_is_made_anew(tmp_path, options, work):
    source = make_clip(tmp_path / "a.mp4", seconds=16, size="854x480", **options)
    before = tmp_path / "set"
    before.mkdir()
    encode(source, before)
    after, done = blurred(tmp_path, source, before, ["480", "360"])
    assert done == work
    old, new = frames_of(before / "360.mp4"), frames_of(after / "360.mp4")
    assert list(new) == list(old) == list(range(0, 16_000, 40))
    assert [at_ms for at_ms in old if old[at_ms] != new[at_ms] and not 8000 <= at_ms < 12_000] == []
    for name in ("480", "360"):
        assert starts_in((after / f"{name}.m3u8").read_text()) == pytest.approx([0, 4, 8, 12])
        sharp = [sharpness_of(folder / f"{name}.mp4", tmp_path) for folder in (before, after)]
        assert sharp[1] < sharp[0] / 4
