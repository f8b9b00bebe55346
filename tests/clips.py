"""Small recordings and bad files for tests, made with ffmpeg. Nothing binary lies in git."""

import struct
import subprocess
import zlib
from array import array
from itertools import batched
from pathlib import Path

BARS, HALF_GREY = 10, 128
HEARD_HZ, LOUD = 8000, 3000


def run_ffmpeg(*arguments: str | Path) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *arguments], check=True)


def make_clip(
    path: Path,
    *,
    seconds: float = 2,
    size: str | None = "320x240",
    rate: str = "25",
    sound: bool = True,
    filters: str = "",
    options: tuple[str, ...] = (),
    codec: tuple[str, ...] = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"),
) -> Path:
    """Make a clip with a moving picture of `size` (None: no picture) and a sine tone."""
    inputs: list[str] = []
    if size:
        picture = f"testsrc2=size={size}:rate={rate}" + (f",{filters}" if filters else "")
        inputs += ["-f", "lavfi", "-i", picture]
    if sound:
        inputs += ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"]
    chosen = codec if size else ()
    run_ffmpeg(*inputs, "-t", str(seconds), *chosen, *options, path)
    return path


def make_rotated_clip(path: Path, *, seconds: float = 2, degrees: int = 90) -> Path:
    """Make a clip as phones do: lying frames and a matrix that says to turn them."""
    flat = make_clip(path.with_name(f"flat-{path.name}"), seconds=seconds, size="640x360")
    run_ffmpeg("-i", flat, "-c", "copy", "-metadata:s:v:0", f"rotate={degrees}", path)
    flat.unlink()
    return path


def make_cut_off_clip(path: Path, *, seconds: float = 4, keep: float = 0.5) -> Path:
    """Make an MP4 whose index lies in front and whose data ends early."""
    make_clip(path, seconds=seconds, options=("-g", "12", "-movflags", "+faststart"))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    return path


def make_clip_without_index(path: Path) -> Path:
    """Make an MP4 of which the end, and with it the index, is missing."""
    make_clip(path, seconds=2)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def make_png(path: Path, *, width: int = 30_000, height: int = 30_000) -> Path:
    """Write the head of a PNG of any size, and one line of it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    line = zlib.compress(b"\0" * (1 + 3 * width))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", line) + chunk(b"IEND", b"")
    )
    return path


def make_numbered_clip(path: Path, *, seconds: float, size: str = "640x360", gop: int = 25) -> Path:
    """Make a clip of 25 pictures a second whose bars tell their number, and a beep a second.

    `numbers_of` reads the numbers. With a `gop` of more than some seconds it is not played as it
    lies.
    """
    bit = "mod(floor(N/pow(2,X)),2)"
    bars = f"nullsrc=size={BARS}x2:rate=25,geq=lum='30+190*{bit}':cb=128:cr=128"
    bars += f",scale={size.replace('x', ':')}:flags=neighbor"
    beep = "aevalsrc='if(lt(mod(t,1),0.05),0.8*sin(2*PI*1000*t),0)':s=48000"
    inputs = ["-f", "lavfi", "-i", bars, "-f", "lavfi", "-i", beep, "-t", str(seconds)]
    codec = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    run_ffmpeg(*inputs, *codec, "-g", str(gop), "-c:a", "aac", path)
    return path


def numbers_of(path: Path) -> list[int]:
    """Return the numbers of all pictures of a clip that `make_numbered_clip` made."""
    seen = f"scale={BARS}:1:flags=area,format=gray"
    arguments = ["-i", path, "-vf", seen, "-fps_mode", "passthrough", "-f", "rawvideo", "-"]
    said = subprocess.run(["ffmpeg", "-v", "error", *arguments], capture_output=True, check=True)
    pictures = batched(said.stdout, BARS, strict=True)
    return [sum(2**n for n, bar in enumerate(bars) if bar > HALF_GREY) for bars in pictures]


def beep_at_s(path: Path) -> float:
    """Return when the first beep of a clip that `make_numbered_clip` made is heard."""
    arguments = ["-i", path, "-map", "0:a", "-ac", "1", "-ar", str(HEARD_HZ), "-f", "s16le", "-"]
    said = subprocess.run(["ffmpeg", "-v", "error", *arguments], capture_output=True, check=True)
    samples = array("h", said.stdout)
    return next(n for n, sample in enumerate(samples) if abs(sample) > LOUD) / HEARD_HZ


def digest_of_picture(path: Path) -> str:
    """Return a digest of the picture as it lies in the file, whatever the container."""
    command = ["ffmpeg", "-v", "error", "-i", path, "-map", "0:v", "-c", "copy", "-f", "md5", "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
