"""The smallest files that are what they say. Nothing binary lies in git."""

import io

from PIL import Image


def picture(kind: str) -> bytes:
    """A red square of 8 × 8 pixels: PNG, JPEG or WEBP."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(buffer, kind)
    return buffer.getvalue()


def pdf() -> bytes:
    """One small page."""
    return picture("PDF")
