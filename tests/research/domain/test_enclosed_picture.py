"""Pictures that people send are made anew."""

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from research.domain.enclosed_picture import LARGE_PX, MOST_BYTES, SMALL_PX, make_picture
from tests.clips import make_png
from tests.enclosed import picture_bytes

ORIENTATION, GPS = 0x0112, 0x8825


def make(content):
    return make_picture(io.BytesIO(content), size_bytes=len(content))


def refusal(content):
    with pytest.raises(ValidationError) as refused:
        make(content)
    return refused.value.message


def opened(content):
    return Image.open(io.BytesIO(content))


def test_picture_is_turned_upright_and_says_nothing_of_its_place():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    sent = picture_bytes(size=(80, 40), exif=exif)
    assert (b"Exif" in sent, GPS in opened(sent).getexif()) == (True, True)
    made = make(sent)
    assert (made.width_px, made.height_px) == (40, 80)
    for content in (made.large, made.small):
        assert (opened(content).format, opened(content).size) == ("JPEG", (40, 80))
        assert (b"Exif" in content, dict(opened(content).getexif())) == (False, {})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_large_pictures_are_made_smaller(kind):
    made = make(picture_bytes(size=(3000, 1500), kind=kind))
    assert (made.width_px, made.height_px) == (LARGE_PX, LARGE_PX // 2)
    assert opened(made.small).size == (SMALL_PX, SMALL_PX // 2)


def test_what_is_clear_lies_on_white():
    made = make(picture_bytes(kind="PNG", mode="RGBA", colour=(200, 0, 0, 0)))
    assert opened(made.large).getpixel((5, 5)) == (255, 255, 255)


def test_pictures_in_grey_and_of_few_colours_are_read():
    sent = [picture_bytes(kind="PNG", mode=mode, colour=0) for mode in ("L", "P", "1", "LA")]
    assert [make(one).width_px for one in sent] == [80] * 4


def test_broken_and_other_files_are_refused(tmp_path):
    whole = picture_bytes(size=(640, 480), kind="PNG")
    others = [
        b"",
        b"no picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        picture_bytes(kind="GIF", mode="P", colour=1),
        whole[: len(whole) // 2],
    ]
    said = "This is no picture that can be read. JPEG, PNG and WebP are taken."
    assert [refusal(one) for one in others] == [said] * len(others)


def test_heic_is_told_from_other_files():
    assert "HEIC" in refusal(b"\0\0\0\x18ftypheic" + b"\0" * 99)


@pytest.mark.parametrize(("side", "said"), [(8_000, "million pixels"), (30_000, "can be read")])
def test_pictures_of_very_many_pixels_are_never_decoded(tmp_path, side, said):
    bomb = make_png(tmp_path / "bomb.png", width=side, height=side).read_bytes()
    assert said in refusal(bomb)


def test_files_of_many_bytes_are_not_even_read():
    with pytest.raises(ValidationError) as refused:
        make_picture(io.BytesIO(b""), size_bytes=MOST_BYTES + 1)
    assert "larger than 12 MB" in refused.value.message
