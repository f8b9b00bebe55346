"""What teachers send in, made with ffmpeg: a classroom, a screen, a phone held upright, in HDR."""

from pathlib import Path

from PIL import Image

from seeds.slides import draw_slide
from tests.clips import run_ffmpeg

CLIP_S = 30
PHONE_S = 6
WORDS = "《树和喜鹊》|从前，这里只有一棵树，树上只有一个鸟窝，|鸟窝里只有一只喜鹊。"
SLIDES = 5
LINE_PX = 1_000
SOUND = ("-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000")
FAST_START = ("-c:a", "aac", "-movflags", "+faststart")
PERSON = "[1:v]gblur=sigma=6[person];[0:v][person]overlay=x='1500+160*sin(t*0.7)':y=420[room]"


def film_classroom(folder: Path) -> Path:
    """Film a board as a hand-held phone would: 1080p30, unsteady, with the noise of a sensor."""
    clip = folder / "classroom.mp4"
    shake = "crop=1920:1080:x='160+60*sin(t*1.3)+9*sin(t*9)':y='90+40*sin(t*0.9)+7*sin(t*11)'"
    run_ffmpeg(
        *_room(_draw_board(folder)),
        *(
            "-filter_complex",
            f"{PERSON};[room]{shake},noise=alls=7:allf=t,format=yuv420p[picture]",
        ),
        *("-map", "[picture]", "-map", "2:a", "-t", str(CLIP_S), "-c:v", "libx264"),
        *("-preset", "veryfast", "-b:v", "5400k", "-maxrate", "7M", "-bufsize", "10M", "-g", "30"),
        *(*FAST_START, clip),
    )
    return clip


def film_screen(folder: Path) -> Path:
    """Record slides as a screen recorder does: 1080p at a constant 30 frames/s, mostly still.

    Each slide is written on for half of its time, as a pen does; the pointer rests in between.
    """
    for number in range(SLIDES):
        slide = draw_slide(WORDS, number, first=number == 0).resize((1920, 1080))
        slide.save(folder / f"slide-{number}.png")
    clip, each_s = folder / "screen.mp4", CLIP_S / SLIDES
    within = f"mod(t\\,{each_s})"
    is_written = f"lt({within}\\,{each_s / 2})"
    line = f"x='min({within}/{each_s / 2}\\,1)*{LINE_PX}+200':y=880"
    run_ffmpeg(
        *("-framerate", f"1/{each_s:g}", "-i", folder / "slide-%d.png"),
        *("-f", "lavfi", "-i", "color=red:size=24x24:rate=30", *SOUND),
        *(
            "-filter_complex",
            f"[0:v]fps=30[slides];[slides][1:v]overlay={line}:enable='{is_written}'"
            ",format=yuv420p[picture]",
        ),
        *("-map", "[picture]", "-map", "2:a", "-t", str(CLIP_S), "-c:v", "libx264"),
        *("-preset", "veryfast", "-crf", "20", "-g", "60", *FAST_START, clip),
    )
    return clip


def film_with_phone(folder: Path) -> Path:
    """Film a board as new phones do: 4K HEVC of ten bits in HLG, lying frames that say: turn me."""
    flat, clip = folder / "flat.mp4", folder / "phone.mp4"
    hdr = "colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"
    shake = "crop=1920:1080:x='160+30*sin(t*1.3)':y='90+20*sin(t*0.9)'"
    run_ffmpeg(
        *_room(_draw_board(folder)),
        *(
            "-filter_complex",
            f"{PERSON};[room]{shake},scale=3840:2160,noise=alls=4:allf=t"
            ",format=yuv420p10le[picture]",
        ),
        *("-map", "[picture]", "-map", "2:a", "-t", str(PHONE_S), "-c:v", "libx265"),
        *("-preset", "ultrafast", "-b:v", "40M", "-x265-params", f"log-level=error:{hdr}"),
        *("-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-colorspace", "bt2020nc"),
        *("-tag:v", "hvc1", *FAST_START, flat),
    )
    run_ffmpeg("-i", flat, "-c", "copy", "-metadata:s:v:0", "rotate=90", clip)
    return clip


def repeat(clip: Path, clip_s: int, minutes: int) -> Path:
    """Make a long film of a short one, as it lies."""
    film = clip.with_name(f"{clip.stem}-{minutes}-min.mp4")
    times = ("-stream_loop", str(minutes * 60 // clip_s - 1))
    run_ffmpeg(*times, "-i", clip, "-c", "copy", "-movflags", "+faststart", film)
    return film


def _draw_board(folder: Path) -> Path:
    board = Image.new("RGB", (2240, 1260), (96, 88, 80))
    board.paste(draw_slide(WORDS, 3, first=True).resize((1720, 968)), (120, 90))
    board.save(folder / "board.png")
    return folder / "board.png"


def _room(board: Path) -> tuple[str | Path, ...]:
    """The board, somebody before it, and a tone."""
    return (
        *("-loop", "1", "-framerate", "30", "-i", board),
        *("-f", "lavfi", "-i", "testsrc2=size=420x700:rate=30", *SOUND),
    )
