"""Captions of a recording: one track of WebVTT, written anew from whatever was uploaded."""

import html
import re
import unicodedata
import uuid

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _
from webvtt import Caption, WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError

from moke.media.files import file_path, recordings_storage
from moke.media.models import Recording

MAX_BYTES = 2 * 1024**2
MAX_CUE_CHARS = 2000
ENCODINGS = ("utf-8-sig", "gb18030")
STYLE_OVERRIDE = re.compile(r"\{\\[^{}]*\}")  # {\an8}, which subtitle editors leave in SRT


def put_captions(*, recording: Recording, upload: File) -> None:
    """Make the upload the recording's captions, in place of any before.

    Takes WebVTT and SRT, in UTF-8 or GB18030; times and plain words are all that is kept.
    Raises ValidationError for any other file, one above 2 MB, and while the recording cannot
    be played.
    """
    track = _write(_read(upload))
    _point_to(recording, track)


def remove_captions(*, recording: Recording) -> None:
    """Take the captions away. Harmless where there are none."""
    _point_to(recording, "")


def _read(upload: File) -> str:
    if upload.size > MAX_BYTES:
        raise ValidationError(_("Captions have at most 2 MB. Please choose a smaller file."))
    content = upload.read()
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding).strip()
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("The words in the file cannot be read. Please save it as UTF-8."))


def _write(text: str) -> str:
    """Return the captions in `text` as WebVTT without styles, positions and tags."""
    kind = "vtt" if text.startswith("WEBVTT") else "srt"
    try:
        found = WebVTT.from_buffer([text], format=kind).captions
    except (MalformedFileError, MalformedCaptionError):
        found = []
    cues = [
        Caption(cue.start, cue.end, words)
        for cue in found
        if cue.start_time < cue.end_time and (words := _plain(cue.text))
    ]
    if not cues:
        raise ValidationError(
            _("There are no captions in this file. Please choose a WebVTT or SRT file.")
        )
    return WebVTT(captions=cues).content


def _plain(text: str) -> str:
    """Return the words of a cue, escaped, without what only editors and attackers put there."""
    words = html.unescape(STYLE_OVERRIDE.sub("", text[:MAX_CUE_CHARS]))
    lines = (
        "".join(c for c in line if unicodedata.category(c) != "Cc").strip()
        for line in words.splitlines()
    )
    return html.escape("\n".join(filter(None, lines)), quote=False)


@transaction.atomic
def _point_to(recording: Recording, track: str) -> None:
    """Store the track under a name of its own, so that no browser plays an older from its cache."""
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    if track and not current.is_ready:
        raise ValidationError(_("Captions can be added once the recording is ready to play."))
    storage, before = recordings_storage(), current.captions
    current.captions = f"captions-{uuid.uuid4().hex}.vtt" if track else ""
    if track:
        storage.save(_path(current, current.captions), ContentFile(track.encode()))
    current.save(update_fields=["captions", "changed_at"])
    recording.captions = current.captions
    if before:
        transaction.on_commit(lambda: storage.delete(_path(current, before)))


def _path(recording: Recording, name: str) -> str:
    return file_path(key=recording.key, attempt=recording.published_attempt, name=name)
