"""Colours of whatever matrix and range come out as they went in, in films and in stills."""

import subprocess

import pytest
from PIL import Image

from moke.media.colours import Colours, Matrix, colours_of
from moke.media.early import make_early, plan_early
from moke.media.plan import plan_encodes
from moke.media.probe import probe
from moke.media.transcode import encode
from tests.clips import run_ffmpeg

GREEN, NEAR = (40, 160, 40), 6
LABELS = "color_range,color_space,color_transfer,color_primaries"
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


@pytest.mark.parametrize(
    ("said", "size", "colours"),
    [
        ({"color_space": "bt709", "color_range": "tv"}, (640, 480), Colours(Matrix.BT709)),
        ({"color_space": "bt470bg"}, (1920, 1080), Colours(Matrix.BT601)),
        ({"color_space": "smpte170m", "color_range": "pc"}, (4, 3), Colours(Matrix.BT601, True)),
        (
            {"color_space": "bt2020nc", "color_primaries": "bt2020"},
            (3840, 2160),
            Colours(Matrix.BT2020, primaries="bt2020"),
        ),
        ({}, (1280, 534), Colours(Matrix.BT709, is_said=False)),
        ({}, (720, 1280), Colours(Matrix.BT709, is_said=False)),
        ({}, (1024, 576), Colours(Matrix.BT601, is_said=False)),
        ({"color_space": "unknown"}, (4, 3), Colours(Matrix.BT601, is_said=False)),
        ({"color_space": "fcc"}, (4, 3), Colours(Matrix.BT601)),
        ({"codec_name": "vp8"}, (1920, 1080), Colours(Matrix.BT601, is_said=False)),
        (
            {"codec_name": "mjpeg", "pix_fmt": "yuvj422p"},
            (1280, 720),
            Colours(Matrix.BT601, full_range=True, is_said=False),
        ),
        (
            {"color_transfer": "arib-std-b67"},
            (640, 360),
            Colours(Matrix.BT2020, is_said=False, transfer="arib-std-b67"),
        ),
    ],
)
def test_colours_are_what_the_file_says_or_the_usual_ones(said, size, colours):
    assert colours_of(said, width=size[0], height=size[1]) == colours


def test_primaries_and_transfer_are_told_as_they_were_said():
    wide = Colours(Matrix.BT2020, primaries="bt2020", transfer="bt2020-10")
    assert wide.told == {
        "range": "tv",
        "colorspace": "bt709",
        "color_primaries": "bt2020",
        "color_trc": "bt2020-10",
    }
    odd = Colours(primaries="ebu3213", transfer="log100")
    assert (odd.told["color_primaries"], odd.told["color_trc"]) == ("bt709", "bt709")


def film(path, *, size, matrix, full_range="tv", codec=X264):
    """A green film, which says nothing of its colours."""
    green = f"color=0x{bytes(GREEN).hex()}:size={size}:rate=15,format=gbrp"
    scaled = f"scale=out_color_matrix={matrix}:out_range={full_range}"
    run_ffmpeg("-f", "lavfi", "-i", green, "-vf", scaled, "-t", "2", *codec, path)
    return path


def seen_in(path):
    """The middle of the first picture, by the colours that it says it has."""
    command = ["ffmpeg", "-v", "error", "-i", path, "-vf", "crop=2:2,scale,format=rgb24"]
    raw = [*command, "-frames:v", "1", "-f", "rawvideo", "-"]
    return tuple(subprocess.run(raw, check=True, capture_output=True).stdout[:3])


def labels_of(path):
    command = ["ffprobe", "-v", "error", "-select_streams", "v", "-show_entries"]
    said = [*command, f"stream={LABELS}", "-of", "csv=p=0", path]
    return subprocess.run(said, check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("old.mp4", {"size": "640x480", "matrix": "bt601", "codec": (*X264, "-g", "600")}),
        ("new.mp4", {"size": "1280x720", "matrix": "bt709"}),
        (
            "camera.avi",
            {
                "size": "640x480",
                "matrix": "bt601",
                "full_range": "pc",
                "codec": ("-c:v", "mjpeg", "-pix_fmt", "yuvj420p"),
            },
        ),
        (
            "odd.avi",
            {
                "size": "640x480",
                "matrix": "bt601",
                "full_range": "pc",
                "codec": ("-c:v", "mjpeg", "-pix_fmt", "yuvj422p"),
            },
        ),
        ("screen.mkv", {"size": "640x480", "matrix": "bt709", "codec": ("-c:v", "ffv1")}),
    ],
)
def test_what_is_encoded_says_its_colours_and_has_those_of_the_file(tmp_path, name, how):
    (tmp_path / "set").mkdir()
    encode(film(tmp_path / name, **how), tmp_path / "set")
    made = tmp_path / "set" / "360.mp4"
    assert labels_of(made) == "tv,bt709,bt709,bt709"
    assert seen_in(made) == pytest.approx(GREEN, abs=NEAR)
    poster = Image.open(tmp_path / "set" / "poster.jpg")
    assert poster.getpixel((100, 100)) == pytest.approx(GREEN, abs=NEAR)


@pytest.mark.parametrize(
    ("size", "matrix", "label"),
    [("640x480", "bt601", "smpte170m"), ("1280x720", "bt709", "bt709")],
)
def test_picture_that_is_copied_is_labelled_where_it_does_not_say_its_colours(
    tmp_path, size, matrix, label
):
    source = film(tmp_path / "a.mp4", size=size, matrix=matrix)
    found = probe(source)
    (tmp_path / "set").mkdir()
    (tmp_path / "early").mkdir()
    encode(source, tmp_path / "set")
    plan = plan_encodes(found)
    early = plan_early(found, plan)[0]
    make_early(plan, early, source, tmp_path / "early", lambda share: None)
    assert labels_of(source) == "unknown,unknown,unknown,unknown"
    for made in (tmp_path / name / f"{early.rung.name}.mp4" for name in ("set", "early")):
        assert labels_of(made) == f"tv,{label},{label},{label}"
        assert seen_in(made) == pytest.approx(GREEN, abs=NEAR)
