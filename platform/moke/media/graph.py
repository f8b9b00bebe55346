"""An encode plan as an ffmpeg graph: one decode, a cascade of sizes, one file for each."""

from pathlib import Path

import ffmpeg

from moke.media.plan import EncodePlan, Picture, Rung, Sound
from moke.media.sandbox import INPUT_GUARDS

CRF = 24
X264_PARAMS = "subme=1:me=dia"
GOP_FRAMES = 300
B_FRAMES = 3
TICKS = 90_000
BUFFER_S = 2
TONE_MAP = (
    ("zscale", {"t": "linear", "npl": 203}),
    ("format", {"pix_fmts": "gbrpf32le"}),
    ("zscale", {"p": "bt709"}),
    ("tonemap", {"tonemap": "hable", "desat": 0}),
    ("zscale", {"t": "bt709", "m": "bt709", "r": "tv"}),
)
# Browsers heed the first entry of an edit list alone, so a picture must begin at zero.
HOLD_FIRST_FRAME = "if(eq(N,0),0,PTS)"
AUDIO_NAME = "audio"


def encode_command(plan: EncodePlan, source: Path, folder: Path) -> list[str]:
    """Return the ffmpeg command that writes `<rung>.mp4` or `audio.mp4` into `folder`."""
    file = ffmpeg.input(f"file:{source}", **INPUT_GUARDS)
    if plan.picture:
        outputs = _rung_outputs(plan, plan.picture, file, folder)
    elif plan.sound:
        outputs = [_audio_output(plan.sound, plan.segment_s, file, folder)]
    else:
        message = "A plan needs picture or sound."
        raise ValueError(message)
    graph = ffmpeg.merge_outputs(*outputs) if len(outputs) > 1 else outputs[0]
    flags = ["-nostdin", "-y", "-v", "error", "-progress", "pipe:1", "-filter_threads", "2"]
    return ["ffmpeg", *flags, *graph.compile()[1:]]


def _rung_outputs(plan: EncodePlan, picture: Picture, file, folder: Path) -> list:
    sizes = _cascade(file[str(picture.index)], picture)
    sounds = _copies(_sound(file, plan.sound), len(sizes)) if plan.sound else None
    return [
        ffmpeg.output(
            stream,
            *([sounds[n]] if sounds else []),
            f"file:{folder / rung.name}.mp4",
            **_video_options(rung, plan.segment_s, B_FRAMES if picture.steady else 0),
            **(_audio_options(plan.sound) if plan.sound else {}),
            **_file_options("+frag_keyframe"),
        )
        for n, (rung, stream) in enumerate(zip(picture.rungs, sizes, strict=True))
    ]


def _audio_output(sound: Sound, segment_s: int, file, folder: Path):
    return ffmpeg.output(
        _sound(file, sound),
        f"file:{folder / AUDIO_NAME}.mp4",
        **_audio_options(sound),
        **_file_options(),
        frag_duration=segment_s * 1_000_000,
    )


def _cascade(stream, picture: Picture) -> list:
    """Scale from rung to rung: as good as from the source each time, and cheaper."""
    sizes = []
    if picture.deinterlace:
        stream = stream.filter("bwdif", mode="send_frame")
    if picture.fps:
        stream = stream.filter("fps", fps=str(picture.fps))
    stream = stream.filter("setpts", HOLD_FIRST_FRAME)
    for n, rung in enumerate(picture.rungs):
        stream = _scaled(stream, rung, tone_map=picture.tone_map and n == 0)
        if n + 1 < len(picture.rungs):
            kept, stream = _copies(stream, 2, "split")
            sizes.append(kept)
    return [*sizes, stream]


def _scaled(stream, rung: Rung, *, tone_map: bool):
    if tone_map:
        stream = stream.filter("zscale", w=rung.width, h=rung.height, filter="lanczos")
        for name, options in TONE_MAP:
            stream = stream.filter(name, **options)
    else:
        stream = stream.filter("scale", w=rung.width, h=rung.height, flags="lanczos")
    return stream.filter("setsar", "1").filter("format", "yuv420p")


def _sound(file, sound: Sound):
    return file[str(sound.index)].filter("aresample", **{"async": 1, "first_pts": 0})


def _copies(stream, count: int, name: str = "asplit") -> list:
    if count == 1:
        return [stream]
    node = stream.filter_multi_output(name, count)
    return [node.stream(n) for n in range(count)]


def _video_options(rung: Rung, segment_s: int, b_frames: int) -> dict:
    return {
        "c:v": "libx264",
        "preset": "veryfast",
        "profile:v": "high",
        "crf": CRF,
        "maxrate": rung.max_bits_per_s,
        "bufsize": rung.max_bits_per_s * BUFFER_S,
        "x264-params": X264_PARAMS,
        "bf": b_frames,
        "g": GOP_FRAMES,
        "sc_threshold": 0,
        "force_key_frames": f"expr:gte(t,n_forced*{segment_s})",
        "fps_mode": "vfr",
        "enc_time_base": f"1:{TICKS}",
        "video_track_timescale": TICKS,
    }


def _audio_options(sound: Sound) -> dict:
    return {
        "c:a": "aac",
        "b:a": sound.bits_per_s,
        "ac": sound.channels,
        "ar": sound.rate_hz,
    }


def _file_options(fragments: str = "") -> dict:
    flags = f"{fragments}+delay_moov+default_base_moof"
    return {"format": "mp4", "movflags": flags, "map_metadata": -1, "map_chapters": -1}
