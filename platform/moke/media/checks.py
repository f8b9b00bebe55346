"""What `manage.py check` tells who runs Moke of what is set and cannot be done here."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage

from moke.media.av1 import has_av1_encoder
from moke.media.quality import AV1_ENCODER
from moke.media.speech import has_engine, languages_heard


def check_speech(**kwargs: Any) -> list[CheckMessage]:
    """Say what is missing where a model is set, and nobody can listen."""
    if settings.MOKE_ASR_MODEL is None or languages_heard():
        return []
    if not has_engine():
        hint = "Install the extra: platform/deploy/set-up asr"
    else:
        hint = "docs/operating.md says which files the folder needs."
    message = "MOKE_ASR_MODEL is set, but captions cannot be written from the sound."
    return [checks.Warning(message, hint=hint, id="moke.W004")]


def check_av1(**kwargs: Any) -> list[CheckMessage]:
    """Say where AV1 is set and ffmpeg cannot encode it."""
    if not settings.MOKE_AV1 or has_av1_encoder():
        return []
    hint = f"Install an ffmpeg with {AV1_ENCODER}, or take MOKE_AV1 away."
    message = "MOKE_AV1 is set, but the ffmpeg of this host cannot encode AV1: nothing is in AV1."
    return [checks.Warning(message, hint=hint, id="moke.W005")]
