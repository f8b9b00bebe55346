"""Reading a manifest of recordings, row by row, and saying what is wrong with a row."""

import csv
import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from lessons.domain.bulk_words import (
    COLUMNS,
    GRADES,
    KINDS,
    NEEDED_COLUMNS,
    SUBJECTS,
    VISIBILITIES,
    find_word,
)
from lessons.enums import LessonKind, Visibility
from moke.accounts.enums import TEACHING_ROLES
from moke.accounts.models import Membership, School, User

ENCODINGS = ("utf-8-sig", "gb18030")
HEADER_ROW = 1
TITLE_CHARS = 255
CLASS_CHARS = 40


class BadManifest(Exception):
    """The manifest cannot be read at all. Its text is for people."""


class BadRow(Exception):
    """A row cannot be imported. Its text is for people."""


@dataclass(frozen=True)
class Entry:
    """One recording to import: a row of the manifest that was found in order."""

    title: str
    subject: str
    grade: int
    school: School
    author: User
    taught_on: datetime.date
    class_name: str
    path: Path
    kind: str
    visibility: str
    change_note: str

    @property
    def key(self) -> tuple:
        """What makes two rows the same take."""
        lesson = (self.school.pk, self.author.pk, self.title, self.subject, self.grade)
        return (*lesson, self.taught_on, self.class_name)


def read_manifest(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The manifest's rows that are not empty, numbered as a spreadsheet numbers them.

    Reads UTF-8 with or without a byte order mark, and GB18030. Raises BadManifest.
    """
    try:
        text = _decode(path.read_bytes())
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except OSError as error:
        message = _("The manifest cannot be read: %(reason)s") % {"reason": error.strerror}
        raise BadManifest(message) from error
    except csv.Error as error:
        message = _("The manifest is not a CSV file: %(reason)s") % {"reason": error}
        raise BadManifest(message) from error
    names = [_column(cell) for cell in rows[0]] if rows else []
    if missing := [name for name in NEEDED_COLUMNS if name not in names]:
        message = _("The manifest lacks the columns: %(names)s") % {"names": ", ".join(missing)}
        raise BadManifest(message)
    return [
        (number, dict(zip(names, (cell.strip() for cell in cells), strict=False)))
        for number, cells in enumerate(rows[1:], start=HEADER_ROW + 1)
        if any(cell.strip() for cell in cells)
    ]


def _decode(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadManifest(_("The manifest is neither UTF-8 nor GB18030."))


def _column(cell: str) -> str:
    said = cell.strip().casefold()
    for name, chinese in COLUMNS.items():
        if said == name or said in chinese:
            return name
    return said


def check_row(row: dict[str, str], folder: Path) -> Entry:
    """Find everything that a row names. Raises BadRow with the first thing that is wrong."""
    for name in NEEDED_COLUMNS:
        if not row.get(name):
            raise BadRow(_("The column %(name)s is empty.") % {"name": name})
    school = _find(School.objects.filter(code=row["school"]), "school", row)
    author = _find(User.objects.filter(username=row["author"], is_active=True), "author", row)
    if not Membership.objects.filter(
        person=author, school=school, role__in=TEACHING_ROLES
    ).exists():
        names = {"author": row["author"], "school": row["school"]}
        raise BadRow(_("%(author)s does not teach at %(school)s.") % names)
    return Entry(
        title=_short(row, "title", TITLE_CHARS),
        subject=_word(SUBJECTS, "subject", row),
        grade=_word(GRADES, "grade", row),
        school=school,
        author=author,
        taught_on=_day(row["taught_on"]),
        class_name=_short(row, "class", CLASS_CHARS),
        path=_file(folder, row["file"]),
        kind=_word(KINDS, "kind", row) if row.get("kind") else LessonKind.ROUTINE,
        visibility=(
            _word(VISIBILITIES, "visibility", row) if row.get("visibility") else Visibility.DRAFT
        ),
        change_note=row.get("change_note", ""),
    )


def _find(queryset, name: str, row: dict[str, str]):
    found = queryset.first()
    if found is None:
        raise BadRow(_("There is no %(name)s “%(said)s”.") % {"name": name, "said": row[name]})
    return found


def _word(words: dict, name: str, row: dict[str, str]):
    code = find_word(words, row[name])
    if code is None:
        raise BadRow(_("There is no %(name)s “%(said)s”.") % {"name": name, "said": row[name]})
    return code


def _short(row: dict[str, str], name: str, most: int) -> str:
    if len(row[name]) > most:
        limit = {"name": name, "most": most}
        raise BadRow(_("The column %(name)s holds more than %(most)s characters.") % limit)
    return row[name]


def _day(said: str) -> datetime.date:
    numbers = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", said)
    try:
        day = datetime.date(*map(int, numbers.groups())) if numbers else None
    except ValueError:
        day = None
    if day is None:
        raise BadRow(_("“%(said)s” is not a day. Write it as 2026-09-14.") % {"said": said})
    if day > timezone.localdate():
        raise BadRow(_("The day %(said)s lies ahead.") % {"said": said})
    return day


def _file(folder: Path, said: str) -> Path:
    names = {"path": said}
    path = (folder / said).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise BadRow(_("The file %(path)s lies outside the folder of the manifest.") % names)
    if not path.is_file():
        raise BadRow(_("There is no file %(path)s beside the manifest.") % names)
    if path.stat().st_size == 0:
        raise BadRow(_("The file %(path)s is empty.") % names)
    return path


def each_entry(
    rows: list[tuple[int, dict[str, str]]], folder: Path
) -> Iterator[tuple[int, Entry | BadRow]]:
    """Check row after row; a second row for the same take is bad."""
    seen: dict[tuple, int] = {}
    for number, row in rows:
        try:
            entry = check_row(row, folder)
            _check_first(seen.setdefault(entry.key, number), number)
        except BadRow as reason:
            yield number, reason
        else:
            yield number, entry


def _check_first(first: int, number: int) -> None:
    if first != number:
        raise BadRow(_("The same lesson, day and class as row %(row)s.") % {"row": first})
