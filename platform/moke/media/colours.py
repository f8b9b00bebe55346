"""By which rules the numbers of a picture are colours: what files say, or are taken to mean. Pure.

Whatever comes in, what is encoded here has the matrix of BT.709 in limited range and says so:
browsers differ in what they take an unlabelled picture for, and Chromium takes all for BT.709.
Primaries and transfer stay as they are said; brightness is mapped where it is that of HDR.
"""

from dataclasses import dataclass
from enum import Enum

SD_WIDTH, SD_HEIGHT = 1279, 576
"""Larger pictures that say nothing are taken for BT.709, smaller ones for BT.601, as mpv does."""
ALWAYS_601 = {"vp8", "mjpeg", "dvvideo"}
"""Codecs that know no other matrix (RFC 6386, 9.2; JFIF; IEC 61834)."""
HDR_TRANSFERS = {"smpte2084", "arib-std-b67"}
UNSAID = {"", "unknown", "reserved"}
AS_JPEG = {"out_color_matrix": "bt601", "out_range": "full"}
"""The colours that JPEG knows (JFIF), for ffmpeg's `scale`, whatever those of the picture."""
# What ffprobe and `setparams` call alike; what is said besides is as rare as it is wrong.
PRIMARIES = {"bt709", "bt470bg", "smpte170m", "smpte240m", "bt2020", "smpte431", "smpte432"}
TRANSFERS = {"bt709", "bt470m", "bt470bg", "smpte170m", "iec61966-2-1", "bt2020-10"}


class Matrix(Enum):
    """How brightness and colour differences are made of red, green and blue.

    With its names in ffmpeg: in `zscale`, in `scale`, and in what files say.
    """

    BT601 = "170m", "bt601", "smpte170m"
    BT709 = "709", "bt709", "bt709"
    BT2020 = "2020_ncl", "bt2020", "bt2020nc"

    def __init__(self, in_zscale: str, in_scale: str, said: str) -> None:
        self.in_zscale, self.in_scale, self.said = in_zscale, in_scale, said


SAID = {matrix.said: matrix for matrix in Matrix} | {"bt470bg": Matrix.BT601}


@dataclass(frozen=True)
class Colours:
    """The colours of a picture in its file."""

    matrix: Matrix = Matrix.BT709
    full_range: bool = False
    """Whether black is 0 and white 255, and not 16 and 235."""
    is_said: bool = True
    """Whether the file says its matrix; else it is the usual one."""
    primaries: str = ""
    transfer: str = ""
    """As ffprobe calls them; "" where the file does not say them."""

    def __str__(self):
        kind = self.matrix.name.replace("BT", "BT.")
        kind += f" in {'full' if self.full_range else 'limited'} range"
        return kind if self.is_said else f"{kind}, which its file does not say,"

    @property
    def differ(self) -> bool:
        """Whether matrix or range are others than those of what is encoded here."""
        return self.full_range or self.matrix != Matrix.BT709

    @property
    def for_zscale(self) -> dict[str, str]:
        """Bring them to BT.709 in limited range."""
        return {
            "min": self.matrix.in_zscale,
            "m": Matrix.BT709.in_zscale,
            "rin": "full" if self.full_range else "limited",
            "r": "limited",
        }

    @property
    def for_tone_map(self) -> dict[str, str]:
        """What those of HDR are, as `setparams` says it: zimg does not guess."""
        return {
            "colorspace": self.matrix.said,
            "color_primaries": self.primaries if self.primaries in PRIMARIES else "bt2020",
        }

    @property
    def for_scale(self) -> dict[str, str]:
        """Bring them to BT.709 in limited range; of RGB only the range is given."""
        return {
            "in_color_matrix": self.matrix.in_scale,
            "out_color_matrix": Matrix.BT709.in_scale,
            "in_range": "full" if self.full_range else "limited",
            "out_range": "limited",
        }

    @property
    def told(self) -> dict[str, str]:
        """What is encoded of them, as ffmpeg's `setparams` says it."""
        return {
            "range": "tv",
            "colorspace": "bt709",
            "color_primaries": self.primaries if self.primaries in PRIMARIES else "bt709",
            "color_trc": self.transfer if self.transfer in TRANSFERS else "bt709",
        }

    @property
    def label(self) -> dict[str, str]:
        """How ffmpeg labels a picture that is copied and does not say what they are.

        The label lies in the head of the MP4 (`colr`): to change the H.264 itself, all of it would
        have to be read, which takes as long again as copying.
        """
        if self.is_said or self.primaries or self.transfer:
            return {}
        name = self.matrix.said
        return {"colorspace:v": name, "color_primaries:v": name, "color_trc:v": name}


USUAL = Colours()


def colours_of(stream: dict, *, width: int, height: int) -> Colours:
    """Read what ffprobe says of a stream that is seen in such a size."""
    matrix, primaries, transfer = (
        "" if (value := stream.get(f"color_{name}", "")) in UNSAID else value
        for name in ("space", "primaries", "transfer")
    )
    is_large = max(width, height) > SD_WIDTH or min(width, height) > SD_HEIGHT
    is_601 = stream.get("codec_name") in ALWAYS_601 or not is_large
    usual = Matrix.BT601 if is_601 else Matrix.BT709
    usual = Matrix.BT2020 if transfer in HDR_TRANSFERS else usual
    return Colours(
        SAID.get(matrix, usual),
        full_range=stream.get("color_range") == "pc"
        or stream.get("pix_fmt", "").startswith("yuvj"),
        is_said=bool(matrix),
        primaries=primaries,
        transfer=transfer,
    )
