"""Bringing one existing recording into a library."""

import shutil
from enum import Enum
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from lessons.domain.bulk_manifest import BadRow, Entry
from lessons.domain.lesson import prepare_lesson
from lessons.domain.take import open_take
from lessons.domain.visibility import set_visibility
from lessons.enums import Visibility
from lessons.models import LessonPage, Take
from moke.media.domain.recording import receive_file
from moke.media.enums import State


class Outcome(Enum):
    """What became of a row."""

    IMPORTED = "imported"
    ALREADY_THERE = "already-there"


def import_entry(entry: Entry) -> Outcome:
    """Import a recording unless it is there, so that doing it twice imports it once.

    What a killed import left behind is taken up: its take still waits for its file.
    Raises BadRow for what the take or the disk refuses.
    """
    take = find_take(entry)
    if take and take.recording.state != State.WAITING:
        return Outcome.ALREADY_THERE
    try:
        take = take or _open_take(entry)
        copy = _copy(entry.path, str(take.recording.key))
    except ValidationError as error:
        raise BadRow(" ".join(error.messages)) from error
    except OSError as error:
        raise BadRow(f"{entry.path.name}: {error.strerror}") from error
    receive_file(
        recording=take.recording,
        path=copy,
        original_name=entry.path.name,
        size_bytes=copy.stat().st_size,
    )
    return Outcome.IMPORTED


def find_take(entry: Entry) -> Take | None:
    """The take that a row speaks of, where it was imported or begun."""
    takes = Take.objects.select_related("recording").filter(
        lesson__in=_lessons(entry), taught_on=entry.taught_on, class_name=entry.class_name
    )
    return takes.first()


def _lessons(entry: Entry):
    return LessonPage.objects.filter(
        author=entry.author,
        school=entry.school,
        title=entry.title,
        subject=entry.subject,
        grade=entry.grade,
    )


@transaction.atomic
def _open_take(entry: Entry) -> Take:
    lesson = _lessons(entry).order_by("pk").first() or _prepare(entry)
    return open_take(
        lesson=lesson,
        by=entry.author,
        taught_on=entry.taught_on,
        class_name=entry.class_name,
        change_note=entry.change_note,
    )


def _prepare(entry: Entry) -> LessonPage:
    lesson = prepare_lesson(
        author=entry.author,
        school=entry.school,
        title=entry.title,
        subject=entry.subject,
        grade=entry.grade,
        kind=entry.kind,
    )
    if entry.visibility != Visibility.DRAFT:
        set_visibility(lesson=lesson, visibility=entry.visibility, by=entry.author)
    return lesson


def _copy(path: Path, name: str) -> Path:
    """Copy a file to where it may be moved away from; a copy cut short is made anew."""
    folder = settings.MOKE_DATA_DIR / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(path, folder / name))
