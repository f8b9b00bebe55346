"""What the first bytes of a file give away, so that ffmpeg never sees a trap."""

from pathlib import Path

from moke.media.enums import Problem

HEAD_BYTES = 4096
PLAYLISTS = (
    b"#extm3u",
    b"ffconcat",
    b"v=0",
    b"[playlist]",
    b"<mpd",
    b"<smil",
    b"<asx",
    b"[reference]",
)
PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"8BPS",
    b"\x00\x00\x01\x00",
)
PICTURE_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif")
MP4_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide")


def find_trap(path: Path) -> Problem | None:
    """Return what speaks against a file by its first bytes, or None."""
    head = _read_head(path)
    if not head:
        return Problem.EMPTY
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(PLAYLISTS) or (text.startswith(b"<?xml") and b"<mpd" in text):
        return Problem.PLAYLIST
    if text.startswith((b"<?xml", b"<svg", b"<!doctype")):
        return Problem.NOT_VIDEO
    if _is_picture(head):
        return Problem.PICTURE
    return None


def is_mp4(path: Path) -> bool:
    """Return whether a file begins as MP4 and QuickTime files do."""
    return _read_head(path)[4:8] in MP4_BOXES


def _read_head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def _is_picture(head: bytes) -> bool:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return True
    if head[4:8] == b"ftyp":
        return head[8:12] in PICTURE_BRANDS
    return head.startswith(PICTURES)
