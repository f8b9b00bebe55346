"""What `manage.py check` tells who runs Moke about captions that are written from the sound."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage

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
