"""By which rules the numbers of a picture are colours: what files say, or are taken to mean. Pure.

Whatever comes in, what is encoded here follows BT.709 in limited range and says so: browsers
differ in what they take an unlabelled picture for, and Chromium takes all for BT.709.
"""

from dataclasses import dataclass
from enum import Enum

HD_LINES = 720
ALWAYS_601 = {"vp8", "mjpeg", "dvvideo"}
"""Codecs that know no other matrix (RFC 6386, 9.2; JFIF; IEC 61834)."""
TOLD = {"range": "tv", "color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709"}
"""What is encoded here, as ffmpeg's `setparams` says it."""
AS_JPEG = {"out_color_matrix": "bt601", "out_range": "full"}
"""The colours that JPEG knows (JFIF), for ffmpeg's `scale`, whatever those of the picture."""


class Matrix(Enum):
    """How brightness and colour differences are made of red, green and blue.

    Its names are those of ffmpeg's `zscale` and `scale`.
    """

    BT601 = ("170m", "bt601")
    BT709 = ("709", "bt709")
    BT2020 = ("2020_ncl", "bt2020")


LABELS = {
    matrix: "h264_metadata="
    f"colour_primaries={number}:transfer_characteristics={number}:matrix_coefficients={number}"
    for matrix, number in ((Matrix.BT601, 6), (Matrix.BT709, 1))
}
"""Bitstream filters, by the numbers of ITU-T H.273, 8."""
SAID = {
    "bt709": Matrix.BT709,
    "bt470bg": Matrix.BT601,
    "smpte170m": Matrix.BT601,
    "bt2020nc": Matrix.BT2020,
}
"""By what ffprobe calls them; any others are as rare as they are wrong."""


@dataclass(frozen=True)
class Colours:
    """The colours of a picture in its file."""

    matrix: Matrix = Matrix.BT709
    full_range: bool = False
    """Whether black is 0 and white 255, and not 16 and 235."""
    is_said: bool = True
    """Whether the file says its matrix; else it is the usual one."""

    @property
    def for_zscale(self) -> dict[str, str]:
        """Bring them to BT.709 in limited range."""
        return {
            "min": self.matrix.value[0],
            "m": Matrix.BT709.value[0],
            "rin": "full" if self.full_range else "limited",
            "r": "limited",
        }

    @property
    def for_scale(self) -> dict[str, str]:
        """Bring them to BT.709 in limited range; of RGB only the range is given."""
        return {
            "in_color_matrix": self.matrix.value[1],
            "out_color_matrix": Matrix.BT709.value[1],
            "in_range": "full" if self.full_range else "limited",
            "out_range": "limited",
        }

    @property
    def label(self) -> dict[str, str]:
        """How ffmpeg labels H.264 that is copied and does not say what they are."""
        return {} if self.is_said else {"bsf:v": LABELS[self.matrix]}


USUAL = Colours()


def colours_of(stream: dict, *, lines: int) -> Colours:
    """Read what ffprobe says of a stream of so many lines, its shorter side."""
    said = SAID.get(stream.get("color_space", ""))
    is_old = stream.get("codec_name") in ALWAYS_601 or lines < HD_LINES
    usual = Matrix.BT601 if is_old else Matrix.BT709
    is_full = stream.get("color_range") == "pc" or stream.get("pix_fmt", "").startswith("yuvj")
    return Colours(said or usual, full_range=is_full, is_said=said is not None)
