"""What other platforms run for the same recording, to measure beside: their own options.

PeerTube encodes each rung from its largest file into HLS with one file a rung, by bits a pixel;
MediaCMS each rung from the source at CRF 23, then cuts it into segments. Each function makes
the same rungs, stills and previews that its platform makes, in an empty folder.
"""

from collections.abc import Callable
from pathlib import Path

from tests.clips import run_ffmpeg

FPS = 30
RUNGS = (720, 480, 360)
ALL_RUNGS = (1080, *RUNGS)
PEERTUBE_BITS_A_PIXEL = {1080: 0.10, 720: 0.11, 480: 0.12, 360: 0.15}
MEDIACMS_KBITS = {1080: 4500, 720: 2500, 480: 1000, 360: 500}
SOUND = ("-c:a", "aac", "-b:a", "128k")

Recipe = Callable[[Path, Path], None]


def run_peertube(
    clip: Path, folder: Path, *, clip_s: float = 30, upright: bool = False, plays: bool = True
) -> None:
    """The top rung copied, the others encoded from it, a thumbnail and a storyboard.

    What does not play as it lies (`plays`) is encoded from the clip in all rungs.
    """
    hls = ("-f", "hls", "-hls_time", "4", "-hls_list_size", "0", "-hls_playlist_type", "vod")
    single = ("-hls_segment_type", "fmp4", "-hls_flags", "single_file")
    top = clip
    if plays:
        top = folder / "top.mp4"
        run_ffmpeg("-i", clip, "-c", "copy", "-movflags", "+faststart", top)
        named = ("-hls_segment_filename", folder / "1080.mp4")
        run_ffmpeg("-i", top, "-c", "copy", *hls, *single, *named, folder / "1080.m3u8")
    for height in RUNGS if plays else ALL_RUNGS:
        bits = round(height * height * 16 / 9 * FPS * PEERTUBE_BITS_A_PIXEL[height])
        run_ffmpeg(
            *("-i", top, "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"),
            *("-maxrate", str(bits), "-bufsize", str(2 * bits), "-b_strategy", "1", "-bf", "16"),
            *("-r", str(FPS), "-g", str(2 * FPS), "-vf", _scale(height, upright=upright), *SOUND),
            *(*hls, *single, "-hls_segment_filename", folder / f"{height}.mp4"),
            folder / f"{height}.m3u8",
        )
    run_ffmpeg(
        *("-ss", f"{clip_s / 2:g}", "-i", clip, "-vf", "thumbnail=50", "-frames:v", "1"),
        folder / "poster.jpg",
    )
    run_ffmpeg(
        *("-i", clip, "-vf", "fps=1,scale=192:108,tile=6x5", "-frames:v", "1"),
        folder / "storyboard.jpg",
    )


def run_mediacms(clip: Path, folder: Path, *, upright: bool = False) -> None:
    """Every rung encoded from the source, a moving preview and sprites, then segments."""
    for height in ALL_RUNGS:
        kbits = MEDIACMS_KBITS[height]
        run_ffmpeg(
            *("-i", clip, "-c:v", "libx264", "-preset", "medium", "-crf", "23"),
            *("-maxrate", f"{kbits * 1.5:g}k", "-bufsize", f"{kbits * 1.5:g}k"),
            *("-force_key_frames", "expr:gte(t,n_forced*4)", "-profile:v", "main"),
            *("-x264-params", f"keyint={8 * FPS}:keyint_min={4 * FPS}", "-pix_fmt", "yuv420p"),
            *(
                "-vf",
                f"fps={FPS},{_scale(height, upright=upright)}:flags=lanczos",
                *SOUND,
                folder / f"{height}.mp4",
            ),
        )
    run_ffmpeg("-t", "25", "-i", clip, "-vf", "scale=344:-1,fps=1", folder / "preview.gif")
    run_ffmpeg("-i", clip, "-vf", "fps=1/10,scale=160:90", folder / "sprite-%03d.jpg")
    for height in ALL_RUNGS:
        run_ffmpeg(
            *("-i", folder / f"{height}.mp4", "-c", "copy", "-f", "hls", "-hls_time", "4"),
            *("-hls_playlist_type", "vod", "-hls_segment_filename", folder / f"{height}-%03d.ts"),
            folder / f"{height}.m3u8",
        )


def _scale(height: int, *, upright: bool) -> str:
    """To a rung that is named after its shorter side."""
    return f"scale=w={height}:h=-2" if upright else f"scale=w=-2:h={height}"
