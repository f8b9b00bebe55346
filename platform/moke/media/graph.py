"""An encode plan as ffmpeg commands: one decode, a cascade of sizes, sound once for all."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ffmpeg

from moke.media.blur import AROUND_S, Blur, cells_of
from moke.media.chunks import BEFORE_S, is_sought, seek_s
from moke.media.colours import USUAL
from moke.media.ladder import Codec, Rung
from moke.media.plan import Chunk, EncodePlan, Picture, Sound
from moke.media.quality import AV1, AV1_ENCODER, TONE_MAP, X264, crf_of
from moke.media.sandbox import INPUT_GUARDS

GOP_FRAMES = 300
B_FRAMES = 3
TICKS = 90_000
BUFFER_S = 2
FIRST_WITHIN_S = 1.0
PEAK = 0.89  # of full scale, about -1 dB: codecs overshoot
AUDIO_NAME = "audio"
BARE_AAC = {"bsf:a": "aac_adtstoasc"}  # of containers that repeat its head in each frame
AHEAD_OF_ALL = ("-nostdin", "-y", "-v", "error", "-progress", "pipe:1", "-filter_threads", "1")
COPYING_TELLS_EVERY_S = "0.1"  # in which hundreds of megabytes may be copied


def chunk_command(
    plan: EncodePlan, chunk: Chunk, source: Path, targets: Sequence[Path]
) -> list[str]:
    """Return the command that encodes a chunk's picture in each encoded rung, without sound."""
    picture = plan.picture
    if picture is None:
        message = "Only a picture is encoded in chunks."
        raise ValueError(message)
    is_whole = not chunk.keyframes_s
    threads = 0 if is_whole else 1
    # Read through, a file begins at zero; sought in, it keeps its own times.
    begin_s = plan.skip_s if is_whole else plan.start_s + chunk.start_s
    seek = {"copyts": None, "seek_timestamp": 1, "ss": _time(seek_s(plan, chunk))}
    options = seek if is_sought(plan, chunk) else {}
    if not is_whole:
        options |= {"copyts": None, "threads": threads}
    if picture.skips:
        options |= {"skip_frame": picture.skips}
    file = ffmpeg.input(f"file:{source}", **INPUT_GUARDS, **options)
    stream = file[str(picture.index)]
    if span := _span(plan, chunk, begin_s):
        stream = stream.filter("trim", **span)
    blurs = [blur for blur in plan.blurs if blur.touches(chunk.start_s, chunk.end_s)]
    sizes = _cascade(_prepared(stream, picture, begin_s), picture, blurs, chunk.start_s)
    outputs = [
        ffmpeg.output(
            stream,
            f"file:{target}",
            **_codec_options(plan, rung, threads, is_steady=picture.steady),
            **_video_options(plan, chunk),
            **_file_options("+frag_keyframe"),
        )
        for rung, stream, target in zip(picture.encoded, sizes, targets, strict=True)
    ]
    return _command(outputs)


def sound_command(
    plan: EncodePlan, sound: Sound, source: Path, target: Path, *, gain_db: float
) -> list[str]:
    """Return the command that encodes the sound, louder or softer by `gain_db`, never clipped."""
    stream = _sound(plan, sound, source)
    if gain_db:
        stream = stream.filter("volume", f"{gain_db:.1f}dB")
        stream = stream.filter("alimiter", limit=PEAK, level="disabled")
    output = ffmpeg.output(
        stream,
        f"file:{target}",
        **{"c:a": "aac", "b:a": sound.bits_per_s, "ac": sound.channels, "ar": sound.rate_hz},
        **_file_options(),
        frag_duration=plan.segment_s * 1_000_000,
    )
    return _command([output])


def loudness_command(plan: EncodePlan, sound: Sound, source: Path) -> list[str]:
    """Return the command whose messages end with how loud the sound is (EBU R 128)."""
    stream = _sound(plan, sound, source).filter("ebur128", framelog="verbose")
    graph = ffmpeg.output(stream, "-", format="null")
    return ["ffmpeg", "-hide_banner", "-nostdin", "-v", "info", "-nostats", *graph.compile()[1:]]


def copy_command(
    plan: EncodePlan,
    source: Path,
    target: Path,
    *,
    picture_from: Path | None = None,
    sound_from: Path | None = None,
) -> list[str]:
    """Return the command that wraps the file's own picture and sound anew, or others."""
    file, options, streams = _open(source), dict[str, str](), []
    if plan.picture and not picture_from:
        streams.append(file[str(plan.picture.index)])
        options |= plan.picture.colours.label
    if picture_from:
        streams.append(_made(picture_from)["v:0"])
    if sound_from:
        streams.append(_made(sound_from)["a:0"])
    elif plan.sound:
        streams.append(file[str(plan.sound.index)])
        options |= {} if plan.has_index else BARE_AAC
    return _wrap(streams, target, **options)


def join_command(parts_list: Path, sound: Path | None, target: Path) -> list[str]:
    """Return the command that joins a rung's parts, which an ffconcat list names, with sound."""
    parts = ffmpeg.input(f"file:{parts_list}", format="concat", protocol_whitelist="file")
    streams = [parts["v:0"]]
    if sound:
        streams.append(_made(sound)["a:0"])
    return _wrap(streams, target)


def picture_command(file: Path, target: Path) -> list[str]:
    """Return the command that takes a rung's picture out of its file, as it lies."""
    return _wrap([_made(file)["v:0"]], target)


def heard_command(
    file: Path, segment_s: int, target: Path, from_s: float = 0.0, until_s: float | None = None
) -> list[str]:
    """Return the command that takes a rung's sound out of its file, as it lies.

    With `from_s` or `until_s` a part of it, to the packet: none that begins outside.
    """
    seek = {"ss": _time(from_s)} if from_s else {}
    stream = _made(file, **seek)["a:0"]
    options = _file_options() | {"frag_duration": segment_s * 1_000_000}
    if from_s:
        options |= {"copypriorss": 0}
    if until_s is not None:
        options |= {"t": _time(until_s - from_s)}
    return _command([ffmpeg.output(stream, f"file:{target}", c="copy", **options)])


def _wrap(streams: list, target: Path, **options: str) -> list[str]:
    output = ffmpeg.output(
        *streams,
        f"file:{target}",
        c="copy",
        video_track_timescale=TICKS,
        **options,
        **_file_options("+frag_keyframe"),
    )
    return _command([output], "-stats_period", COPYING_TELLS_EVERY_S)


def _command(outputs: list, *options: str) -> list[str]:
    graph = ffmpeg.merge_outputs(*outputs) if len(outputs) > 1 else outputs[0]
    return ["ffmpeg", *AHEAD_OF_ALL, *options, *graph.compile()[1:]]


def _open(source: Path):
    return ffmpeg.input(f"file:{source}", **INPUT_GUARDS)


def _made(path: Path, **options: str):
    """What was made here: it is no stranger's file."""
    return ffmpeg.input(f"file:{path}", protocol_whitelist="file", **options)


def _span(plan: EncodePlan, chunk: Chunk, begin_s: float) -> dict[str, str]:
    """From its first frame to the one before the next chunk's, by the times that are read."""
    span = {"start": _time(begin_s - BEFORE_S)} if chunk.number or plan.skip_s else {}
    if chunk.end_s is not None:
        span["end"] = _time(begin_s + chunk.end_s - chunk.start_s - BEFORE_S)
    return span


def _time(seconds: float) -> str:
    return f"{seconds:.6f}"


def _prepared(stream, picture: Picture, begin_s: float):
    """The frames as they are shown, the first at zero: of edit lists browsers heed one entry."""
    if picture.deinterlace:
        stream = stream.filter("bwdif", mode="send_frame")
    if picture.fps:
        stream = stream.filter("fps", fps=str(picture.fps))
    # Frames are counted anew where their size changes; those are not the first ones.
    is_first = f"eq(N,0)*lt(T,{_time(begin_s + picture.late_s + FIRST_WITHIN_S)})"
    return stream.filter("setpts", f"if({is_first},0,round(PTS-{_time(begin_s)}/TB))")


def _cascade(stream, picture: Picture, blurs: Sequence[Blur], start_s: float) -> list[Any]:
    """Scale from size to size: as good as from the source each time, and cheaper.

    Returns a stream for each rung. What is blurred in the largest is so in all. `start_s` is
    where the chunk begins.
    """
    by_size: dict[tuple[int, int], list[Rung]] = {}
    for rung in sorted(picture.encoded, key=lambda rung: min(rung.size), reverse=True):
        by_size.setdefault(rung.size, []).append(rung)
    streams: dict[Rung, Any] = {}
    for n, rungs in enumerate(by_size.values()):
        stream = _scaled(stream, rungs[0], picture, is_first=n == 0)
        for blur in blurs if n == 0 else ():
            stream = _blurred(stream, rungs[0], blur, start_s)
        goes_on = n + 1 < len(by_size)
        if len(rungs) + goes_on > 1:
            split = stream.filter_multi_output("split", len(rungs) + goes_on)
            streams |= {rung: split.stream(at) for at, rung in enumerate(rungs)}
            stream = split.stream(len(rungs))
        else:
            streams[rungs[0]] = stream
    return [streams[rung] for rung in picture.encoded]


def _scaled(stream, rung: Rung, picture: Picture, *, is_first: bool):
    """Scale with zimg, which takes half as long; it refuses some of the rarer pixels."""
    tone_map, colours = picture.tone_map and is_first, picture.colours if is_first else USUAL
    size = {"w": rung.width, "h": rung.height}
    if tone_map:
        stream = stream.filter("setparams", **colours.for_tone_map)
        stream = stream.filter("zscale", **size, filter="lanczos")
        for name, options in TONE_MAP:
            stream = stream.filter(name, **options)
    elif picture.plain:
        stream = stream.filter("zscale", **size, filter="lanczos", **colours.for_zscale)
    else:
        stream = stream.filter("scale", **size, flags="lanczos", **colours.for_scale)
    stream = stream.filter("setsar", "1").filter("format", "yuv420p")
    told = (USUAL if tone_map else colours).told
    return stream.filter("setparams", **told) if is_first else stream


def _blurred(stream, rung: Rung, blur: Blur, start_s: float):
    """Leave a few cells of a box, each the mean of what it covers: nothing brings that back."""
    left, top, width, height = blur.in_pixels(rung.width, rung.height)
    columns, rows = cells_of(width, height)
    split = stream.filter_multi_output("split", 2)
    patch = (
        split.stream(1)
        .filter("crop", width, height, left, top)
        .filter("scale", columns, rows, flags="area")
        .filter("scale", width, height, flags="bilinear")
    )
    since, until = blur.start_s - start_s - AROUND_S, blur.end_s - start_s + AROUND_S
    enable = f"between(t,{_time(since)},{_time(until)})"
    return ffmpeg.overlay(split.stream(0), patch, x=left, y=top, enable=enable)


def _sound(plan: EncodePlan, sound: Sound, source: Path):
    """The sound from zero on; gaps become silence."""
    stream = _open(source)[str(sound.index)]
    stream = stream.filter("aresample", **{"async": 1, "first_pts": 0})
    if plan.skip_s or plan.is_cut_short:
        end_s = _time(plan.skip_s + plan.duration_s)
        stream = stream.filter("atrim", start=_time(plan.skip_s), end=end_s)
        stream = stream.filter("asetpts", f"PTS-{_time(plan.skip_s)}/TB")
    return stream


def _codec_options(plan: EncodePlan, rung: Rung, threads: int, *, is_steady: bool) -> dict:
    most = {"maxrate": rung.max_bits_per_s, "bufsize": rung.max_bits_per_s * BUFFER_S}
    if rung.codec == Codec.AV1:
        told = f"lp={threads}:enable-force-key-frames=1"
        # Told a limit, SVT-AV1 1.4 divides by whole frames a second: slides have none.
        return {"c:v": AV1_ENCODER, **AV1, **(most if is_steady else {}), "svtav1-params": told}
    return {
        "c:v": "libx264",
        "profile:v": "high",
        **X264[plan.level],
        "crf": crf_of(plan.level, min(rung.width, rung.height)),
        **most,
        "bf": B_FRAMES if is_steady else 0,
        "sc_threshold": 0,
        "threads": threads,
    }


def _video_options(plan: EncodePlan, chunk: Chunk) -> dict:
    return {
        "g": GOP_FRAMES,
        "force_key_frames": _keyframes(plan, chunk),
        "fps_mode": "vfr",
        "enc_time_base": f"1:{TICKS}",
        "video_track_timescale": TICKS,
    }


def _keyframes(plan: EncodePlan, chunk: Chunk) -> str:
    if not chunk.keyframes_s:
        return f"expr:gte(t,n_forced*{plan.segment_s})"
    return ",".join(_time(max(0.0, at_s - BEFORE_S)) for at_s in chunk.keyframes_s)


def _file_options(fragments: str = "") -> dict:
    flags = f"{fragments}+delay_moov+default_base_moof"
    return {"format": "mp4", "movflags": flags, "map_metadata": -1, "map_chapters": -1}
