"""Pictures and voice notes with comments: looked at, made anew, kept and removed."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from moke.media.enums import Problem
from moke.media.problems import ProbeError
from moke.media.voice import make_voice
from research.domain.enclosed_picture import MOST_BYTES as MOST_PICTURE_BYTES
from research.domain.enclosed_picture import make_picture
from research.domain.words import tidy_words
from research.enums import ENCLOSED_AS, EnclosureKind
from research.models import Comment, Enclosure

MOST_PICTURES = 4
MOST_VOICE_BYTES = 12 * 1024**2
MOST_VOICE_S = 180
MOST_LETTERS = 120
MOST_BYTES = MOST_PICTURES * MOST_PICTURE_BYTES + MOST_VOICE_BYTES


@dataclass(frozen=True)
class Enclosed:
    """A picture or a voice note as it will be kept; sizes and length as `Enclosure` has them."""

    kind: EnclosureKind
    content: bytes
    small: bytes = b""
    description: str = ""
    width_px: int = 0
    height_px: int = 0
    duration_ms: int = 0


def make_enclosures(
    *,
    pictures: Sequence[UploadedFile] = (),
    described: Sequence[str] = (),
    voice: UploadedFile | None = None,
) -> list[Enclosed]:
    """Make what goes with a comment of what somebody sends; nothing is kept yet.

    `described` says in order what is seen in the pictures. Takes seconds, so that no transaction
    should wait for it. Raises ValidationError under `pictures` or `voice`.
    """
    if len(pictures) > MOST_PICTURES:
        message = _("At most %(most)s pictures go with a comment. Take some away.")
        raise ValidationError({"pictures": message % {"most": MOST_PICTURES}})
    texts = [*described, *[""] * len(pictures)]
    made = [_picture(sent, text) for sent, text in zip(pictures, texts, strict=False)]
    return [*made, _voice(voice)] if voice else made


def keep_enclosures(*, comment: Comment, enclosed: Sequence[Enclosed]) -> None:
    """Keep with a comment what `make_enclosures` made, under names of our making."""
    for one in enclosed:
        enclosure = Enclosure(
            comment=comment,
            kind=one.kind,
            description=one.description,
            width_px=one.width_px,
            height_px=one.height_px,
            duration_ms=one.duration_ms,
        )
        _content_type, ending = ENCLOSED_AS[one.kind]
        name = str(uuid.uuid4())
        enclosure.file.save(f"{name}.{ending}", ContentFile(one.content), save=False)
        if one.small:
            enclosure.small.save(f"{name}-small.{ending}", ContentFile(one.small), save=False)
        enclosure.save()


def remove_enclosures(*, comment: Comment, keys: Collection[uuid.UUID] | None = None) -> bool:
    """Remove what goes with a comment, or of it what has these keys; return whether anything did.

    The files go when the transaction holds.
    """
    found = comment.enclosures.all() if keys is None else comment.enclosures.filter(key__in=keys)
    going = list(found)
    files = [(file.storage, str(file)) for one in going for file in (one.file, one.small) if file]
    found.delete()
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))
    return bool(going)


def words_for(enclosed: Sequence[Enclosed]) -> str:
    """Say in place of words what a comment without any consists of; nothing for nothing."""
    kinds = {one.kind for one in enclosed}
    if EnclosureKind.VOICE in kinds:
        return _("(Spoken, see the voice note.)")
    return _("(See the picture.)") if kinds else ""


def _picture(sent: UploadedFile, text: str) -> Enclosed:
    description = tidy_words(words=" ".join(text.split()), field="pictures", most=MOST_LETTERS)
    try:
        made = make_picture(sent, size_bytes=sent.size or 0)
    except ValidationError as error:
        raise ValidationError({"pictures": f"{sent.name}: {error.message}"}) from error
    return Enclosed(
        EnclosureKind.PICTURE,
        made.large,
        small=made.small,
        description=description,
        width_px=made.width_px,
        height_px=made.height_px,
    )


def _voice(sent: UploadedFile) -> Enclosed:
    if (sent.size or 0) > MOST_VOICE_BYTES:
        message = _("The voice note is larger than %(most)d MB. Please make it shorter.")
        raise ValidationError({"voice": message % {"most": MOST_VOICE_BYTES // 1024**2}})
    with TemporaryDirectory(prefix="moke-voice-") as folder:
        source, target = Path(folder) / "sent", Path(folder) / "voice.m4a"
        with source.open("wb") as file:
            file.writelines(sent.chunks())
        try:
            duration_s = make_voice(source, target, most_s=MOST_VOICE_S)
        except ProbeError as error:
            raise ValidationError({"voice": _why_not(error.problem)}) from error
        content = target.read_bytes()
    return Enclosed(EnclosureKind.VOICE, content, duration_ms=round(duration_s * 1000))


def _why_not(problem: Problem) -> str:
    if problem == Problem.TOO_LONG:
        message = _("A voice note lasts at most %(most)d minutes. Please say it in fewer words.")
        return message % {"most": MOST_VOICE_S // 60}
    if problem in {Problem.TOO_SHORT, Problem.EMPTY}:
        return _("Nothing can be heard in this voice note. Please record it again.")
    return _("This is no sound that can be read. MP3, M4A, WAV, OGG and WebM are taken.")
