"""Pictures and sounds as people send them with comments."""

import io
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from research.domain.enclosure import make_enclosures
from tests.clips import make_clip

WEBM = ("-c:a", "libopus", "-f", "webm")


def picture_bytes(*, size=(80, 40), colour="#27496d", kind="JPEG", mode="RGB", **options) -> bytes:
    content = io.BytesIO()
    Image.new(mode, size, colour).save(content, kind, **options)
    return content.getvalue()


def sent_picture(name="board.jpg", **options) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_bytes(**options))


def sent_voice(folder: Path, *, seconds: float = 2) -> SimpleUploadedFile:
    """What a browser records: Opus in WebM."""
    clip = make_clip(folder / "voice.webm", size=None, seconds=seconds, options=WEBM)
    return SimpleUploadedFile("voice", clip.read_bytes())


def enclosed_picture(description="板书设计"):
    """A picture as it is kept."""
    return make_enclosures(pictures=[sent_picture()], described=[description])
