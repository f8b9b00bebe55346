"""How well a picture is encoded, and how bright it is shown."""

from moke.media.plan import Level

X264: dict[Level, dict[str, str | float]] = {
    Level.EVERYDAY: {"preset": "veryfast", "x264-params": "subme=1:me=dia"},
    Level.SHOWCASE: {"preset": "medium"},
    Level.EARLY: {"preset": "ultrafast"},
}
CRF: dict[Level, dict[int, float]] = {
    Level.EVERYDAY: {0: 24, 720: 23.5},
    Level.SHOWCASE: {0: 23.3, 720: 23.2, 1080: 23.45},
    Level.EARLY: {0: 27},
}
"""From how many lines on; found on a filmed classroom, as good as other platforms' rungs."""
AV1_ENCODER = "libsvtav1"
# About as good as the showcase level's H.264 (VMAF +0.4, -0.6, +1.7 in 720, 480 and 360 lines of a
# filmed classroom) in 0.35, 0.50 and 0.67 of its bytes, for 0.4 of its CPU besides.
AV1 = {"preset": 12, "crf": 36}
TONE_MAP = (
    ("zscale", {"t": "linear", "npl": 203}),
    ("format", {"pix_fmts": "gbrpf32le"}),
    ("zscale", {"p": "bt709"}),
    ("tonemap", {"tonemap": "hable", "desat": 0}),
    ("zscale", {"t": "bt709", "m": "bt709", "r": "tv"}),
)


def crf_of(level: Level, lines: int) -> float:
    """Return x264's rate factor for a rung of so many lines, its shorter side."""
    return [crf for least, crf in CRF[level].items() if lines >= least][-1]
