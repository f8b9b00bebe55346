"""Recordings of the demo, made with ffmpeg: a lesson on the board, a bird, a voice of sorts."""

import subprocess
import tempfile
from pathlib import Path

from seeds.slides import SLIDE_PX, draw_bird, draw_slide

FRAMES_PER_S = 25
KEYFRAME_EVERY = 50  # frames, as phones do: such a film is played before it is encoded
SECONDS_PER_SLIDE = 9
ROOM_TONE = "anoisesrc=color=pink:amplitude=0.008"
# Syllables, four a second, in phrases of three seconds: a glottal buzz whose pitch falls.
VOICE = (
    "aevalsrc='0.35*sin(2*PI*t*({pitch}-18*mod(t,3)))*(0.6+0.4*sin(2*PI*{pitch}*2*t))"
    "*pow(abs(sin(PI*4*t)),0.7)*lt(mod(t,3),2.4)'"
)


def make_film(slides: list[str], colour: int, folder: Path) -> Path:
    """Film the slides, nine seconds each, and return the file, `film.mp4`, in the folder."""
    film = folder / "film.mp4"
    with tempfile.TemporaryDirectory(dir=folder) as name:
        scratch = Path(name)
        for at, words in enumerate(slides):
            draw_slide(words, colour, first=at == 0).save(scratch / f"{at:02}.png")
        draw_bird().save(scratch / "bird.png")
        length_s = SECONDS_PER_SLIDE * len(slides)
        subprocess.run(  # noqa: S603
            _command(scratch, length_s, 150 + 15 * (colour % 6), film),
            check=True,
            stdin=subprocess.DEVNULL,
        )
    return film


def caption_film(slides: list[str]) -> str:
    """Return SRT captions of the film: the lines of each slide one after another."""
    cues: list[str] = []
    for at, words in enumerate(slides):
        lines = words.split("|")
        step_ms = SECONDS_PER_SLIDE * 1000 // len(lines)
        for number, line in enumerate(lines):
            start_ms = at * SECONDS_PER_SLIDE * 1000 + number * step_ms
            times = f"{_srt_time(start_ms)} --> {_srt_time(start_ms + step_ms)}"
            cues.append(f"{len(cues) + 1}\n{times}\n{line}\n")
    return "\n".join(cues)


def _srt_time(ms: int) -> str:
    minutes, ms = divmod(ms, 60_000)
    return f"00:{minutes:02}:{ms // 1000:02},{ms % 1000:03}"


def _command(scratch: Path, length_s: int, pitch: int, film: Path) -> list[str]:
    width, height = SLIDE_PX
    flight = f"overlay=x='mod(t*70,{width + 200})-150':y='{height - 170}+28*sin(t*2.2)':shortest=1"
    picture = f"[0:v]fps={FRAMES_PER_S},format=yuv420p[board];[board][1:v]{flight}[picture]"
    sound = "[2:a]lowpass=f=2600,aecho=0.8:0.5:35:0.25[voice];[voice][3:a]amix=inputs=2[sound]"
    return [
        *("ffmpeg", "-v", "error", "-nostdin", "-y"),
        *("-framerate", f"1/{SECONDS_PER_SLIDE}", "-i", str(scratch / "%02d.png")),
        *("-loop", "1", "-framerate", str(FRAMES_PER_S), "-i", str(scratch / "bird.png")),
        *("-f", "lavfi", "-i", VOICE.format(pitch=pitch)),
        *("-f", "lavfi", "-i", ROOM_TONE),
        *("-filter_complex", f"{picture};{sound}", "-map", "[picture]", "-map", "[sound]"),
        *("-t", str(length_s), "-c:v", "libx264", "-preset", "veryfast", "-crf", "21"),
        *("-g", str(KEYFRAME_EVERY)),
        *("-c:a", "aac", "-b:a", "96k", "-ac", "1", "-movflags", "+faststart", str(film)),
    ]
