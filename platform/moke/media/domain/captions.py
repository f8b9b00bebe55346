"""Captions of a recording: a track of WebVTT for each language, written anew from what is sent."""

import html
import re
import unicodedata
import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _
from webvtt import Caption, WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError

from moke.media.cues import Cue
from moke.media.enums import WANTS_DRAFTING, CaptionLanguage
from moke.media.files import file_path, recordings_storage
from moke.media.models import Recording
from moke.media.trim import Trim

MAX_BYTES = 2 * 1024**2
MAX_CUE_CHARS = 2000
ENCODINGS = ("utf-8-sig", "gb18030")
MESSAGE_CHARS = 40
BLANK_LINES = re.compile(r"\n\s*\n")
NOT_SHOWN = ("NOTE", "STYLE", "REGION")
STYLE_OVERRIDE = re.compile(r"\{\\[^{}]*\}")  # {\an8}, which subtitle editors leave in SRT


class EditedMeanwhile(Exception):
    """Somebody else has saved other captions since those were read that the person changed."""


def languages_of(recording: Recording) -> list[str]:
    """Return the languages that the recording has captions in, in the order of the choices."""
    return [language for language in CaptionLanguage.values if language in recording.tracks]


def read_captions(*, recording: Recording, language: str) -> str:
    """Return the captions in a language as WebVTT, "" where there are none. Raises StoreAway."""
    name = recording.tracks.get(language)
    if not name:
        return ""
    with recordings_storage().open(_path(recording, name)) as track:
        return track.read().decode()


def cues_of(track: str) -> list[Cue]:
    """Return what a track says, in the order of the recording."""
    found = WebVTT.from_buffer([track], format="vtt").captions if track else []
    cues = [Cue(_seconds(cue.start), _seconds(cue.end), html.unescape(cue.text)) for cue in found]
    return sorted(cues, key=lambda cue: (cue.start_s, cue.end_s))


def track_of(cues: Iterable[Cue]) -> str:
    """Return cues as WebVTT; `cues_of` reads them again."""
    captions = [
        Caption(_stamp(cue.start_s), _stamp(cue.end_s), html.escape(cue.words, quote=False))
        for cue in cues
    ]
    return WebVTT(captions=captions).content


def put_captions(
    *, recording: Recording, upload: File, language: str = CaptionLanguage.CHINESE
) -> None:
    """Make the upload the recording's captions in a language, in place of any before.

    Takes WebVTT and SRT, in UTF-8 or GB18030; times and plain words are all that is kept.
    Raises ValidationError for any other file, one above 2 MB, and while the recording cannot
    be played.
    """
    _point_to(recording, language, _write(_read(upload)))


def edit_captions(*, recording: Recording, language: str, text: str, based_on: str) -> None:
    """Make the WebVTT `text` the captions in a language, without losing a word of it.

    `based_on` names the track that was changed. Sent twice, it is saved once. Raises
    EditedMeanwhile where that is not the track any more, ValidationError as `put_captions` does
    and where a caption would be lost: its times cannot be read, or it ends before it starts.
    A draft that was written from the sound has served then, and goes.
    """
    text = text.replace("\r\n", "\n").strip()
    _demand_size(len(text.encode()))
    _demand_that_all_is_kept(text)
    _point_to(recording, language, _write(text), based_on)
    drafts = recording.caption_drafts.filter(language=language)
    drafts.exclude(state__in=WANTS_DRAFTING).delete()


def remove_captions(*, recording: Recording, language: str = CaptionLanguage.CHINESE) -> None:
    """Take the captions in a language away. Harmless where there are none."""
    _point_to(recording, language, "")


def trim_captions(*, recording: Recording, attempt: str, trim: Trim) -> None:
    """Lay what is left of the captions beside the files of a trimmed attempt.

    Under new names: whoever edits the old ones is told. Does not save the recording.
    """
    left = {}
    for language in recording.tracks:
        if track := trim_track(read_captions(recording=recording, language=language), trim):
            left[language] = name = f"captions-{uuid.uuid4().hex}.vtt"
            path = file_path(key=recording.key, attempt=attempt, name=name)
            recordings_storage().save(path, ContentFile(track.encode()))
    recording.tracks = left


def trim_track(track: str, trim: Trim) -> str:
    """Return what is left of a track in WebVTT, "" where nothing is."""
    spans = [
        (trim.moved_span(round(cue.start_s * 1000), round(cue.end_s * 1000)), cue.words)
        for cue in cues_of(track)
    ]
    kept = [Cue(span[0] / 1000, span[1] / 1000, words) for span, words in spans if span]
    return track_of(kept) if kept else ""


def _read(upload: File) -> str:
    _demand_size(upload.size)
    content = upload.read()
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding).strip()
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("The words in the file cannot be read. Please save it as UTF-8."))


def _demand_size(size_bytes: int) -> None:
    if size_bytes > MAX_BYTES:
        raise ValidationError(_("Captions have at most 2 MB. Please choose a smaller file."))


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


def _demand_that_all_is_kept(text: str) -> None:
    _head, *blocks = BLANK_LINES.split(text)
    for block in blocks:
        if "-->" not in block and not block.startswith(NOT_SHOWN):
            message = _("“%(words)s” has no times. Leave no empty line inside a caption.")
            raise ValidationError(message, params={"words": block[:MESSAGE_CHARS]})
    found = WebVTT.from_buffer([text], format="vtt").captions if text.startswith("WEBVTT") else []
    if len(found) != text.count("-->"):
        raise ValidationError(
            _("The times of a caption cannot be read. Please write them like 01:05.500.")
        )
    for cue in found:
        if cue.start_time >= cue.end_time:
            message = _("The caption at %(time)s ends before it starts.")
            raise ValidationError(message, params={"time": cue.start})
        if len(cue.text) > MAX_CUE_CHARS:
            message = _("The caption at %(time)s is too long. Please divide it.")
            raise ValidationError(message, params={"time": cue.start})


def _seconds(time: str) -> float:
    hours, minutes, seconds = time.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _stamp(seconds: float) -> str:
    minutes, ms = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{ms // 1000:02}.{ms % 1000:03}"


@transaction.atomic
def _point_to(recording: Recording, language: str, track: str, based_on: str | None = None) -> None:
    """Store the track under a name of its own, so that no browser plays an older from its cache."""
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    if track and not current.is_ready:
        raise ValidationError(_("Captions can be added once the recording is ready to play."))
    storage, before = recordings_storage(), current.tracks.get(language, "")
    if based_on is not None and based_on != before:
        if read_captions(recording=current, language=language) != track:
            raise EditedMeanwhile
        recording.tracks = current.tracks
        return
    current.tracks.pop(language, None)
    if track:
        current.tracks[language] = name = f"captions-{uuid.uuid4().hex}.vtt"
        storage.save(_path(current, name), ContentFile(track.encode()))
    current.save(update_fields=["tracks", "changed_at"])
    recording.tracks = current.tracks
    if before:
        transaction.on_commit(lambda: storage.delete(_path(current, before)))


def _path(recording: Recording, name: str) -> str:
    return file_path(key=recording.key, attempt=recording.published_attempt, name=name)
