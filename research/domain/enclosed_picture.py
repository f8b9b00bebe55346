"""Pictures that people send with comments, made anew: upright, small, and with nothing hidden."""

import io
import struct
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MOST_BYTES = 12 * 1024**2
MOST_PX = 50_000_000
LARGE_PX, SMALL_PX = 2048, 400
"""Of the longer side."""
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
UNREADABLE = (
    *(Image.DecompressionBombError, Image.DecompressionBombWarning, struct.error),
    *(ArithmeticError, EOFError, LookupError, MemoryError, OSError),
    *(SyntaxError, TypeError, ValueError),
)
"""What Pillow raises for files that are none of these pictures, or broken."""


@dataclass(frozen=True)
class MadePicture:
    """Two JPEGs of one picture, and the size of the larger."""

    large: bytes
    small: bytes
    width_px: int
    height_px: int


def make_picture(file: IO[bytes], *, size_bytes: int) -> MadePicture:
    """Decode a picture and encode it anew.

    It is turned as it is meant to be seen; what the file says besides, such as where it was
    taken, is left behind. Raises ValidationError for what is too large and for what is no
    JPEG, PNG or WebP, by its content.
    """
    if size_bytes > MOST_BYTES:
        raise ValidationError(
            _("The picture is larger than %(most)d MB. Please make it smaller.")
            % {"most": MOST_BYTES // 1024**2}
        )
    _refuse_heif(file)
    try:
        with Image.open(file, formats=FORMATS) as found:
            _check_pixels(found)
            picture = _upright(found)
    except UNREADABLE as error:
        message = _("This is no picture that can be read. JPEG, PNG and WebP are taken.")
        raise ValidationError(message) from error
    picture.thumbnail((LARGE_PX, LARGE_PX), Image.Resampling.LANCZOS)
    large = _encode(picture)
    width_px, height_px = picture.size
    picture.thumbnail((SMALL_PX, SMALL_PX), Image.Resampling.LANCZOS)
    return MadePicture(large, _encode(picture), width_px, height_px)


def _refuse_heif(file: IO[bytes]) -> None:
    file.seek(0)
    head = file.read(12)
    file.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        raise ValidationError(
            _(
                "HEIC pictures cannot be read here. Send it as JPEG: on an iPhone choose Settings,"
                " Camera, Formats, Most Compatible."
            )
        )


def _check_pixels(found: Image.Image) -> None:
    """Refuse, before a pixel is decoded, what would take too much memory."""
    if found.width * found.height > MOST_PX:
        raise ValidationError(
            _("The picture has more than %(most)d million pixels. Please make it smaller.")
            % {"most": MOST_PX // 1_000_000}
        )


def _upright(found: Image.Image) -> Image.Image:
    """The picture as it is seen, on white where it is clear."""
    found.draft("RGB", (LARGE_PX, LARGE_PX))
    picture = ImageOps.exif_transpose(found)
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white


def _encode(picture: Image.Image) -> bytes:
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return content.getvalue()
