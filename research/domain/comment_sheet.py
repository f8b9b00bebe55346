"""Comments from a table: read row by row, refused with the rows that are wrong, or all kept.

It is the way back of the table that `research.domain.record_sheet` writes.
"""

import csv
import io
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lessons.models import Take
from moke.accounts.models import User
from research.domain.comment import write_comment
from research.domain.comment_row import Remark, RowReader
from research.models import Comment

MOST_BYTES = 1024**2
MOST_ROWS = 500
MOST_PROBLEMS = 20
"""That are told at once: who mends these sees the others next time."""
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = ",;\t"
SECOND_MS = 1000
ANYBODY = "*"
ONE_SHEET = uuid.UUID("5b0d54a6-41c5-4f1f-9a5c-0d7f3f2f6c11")


@dataclass(frozen=True)
class Sheet:
    """What a table brings into a room, and what of it stays out."""

    own: tuple[Remark, ...] = ()
    named: tuple[Remark, ...] = ()
    """What somebody else said, whose name the row gives."""
    known: int = 0
    """Rows that stand in the room already, or twice in the table."""
    elsewhere: int = 0
    """Rows about other takes."""

    @property
    def remarks(self) -> list[Remark]:
        """All that may be kept, in the order of the table."""
        return sorted((*self.own, *self.named), key=lambda remark: remark.row)

    def without_names(self) -> "Sheet":
        """The same with no words but the reader's own."""
        return replace(self, named=())


def decode_sheet(content: bytes) -> str:
    """Return the words of a file in UTF-8 or GB18030. Raises ValidationError for any other."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("A table has at most 1 MB. Please split it."))
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("The words in the file cannot be read. Please save it as UTF-8."))


def read_sheet(*, take: Take, person: User, text: str) -> Sheet:
    """Return what the rows bring into the take's room if the person keeps them.

    The first row names the columns. Raises ValidationError with a message for each row that
    is wrong, at most twenty, or with one where the whole cannot be read.
    """
    rows = _rows(text)
    reader = RowReader(take=take, person=person, head=rows[0] if rows else [])
    filled = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
    _check_number(len(filled))
    remarks, problems, elsewhere = list[Remark](), list[str](), 0
    for number, row in filled:
        try:
            remark = reader.read(number, row)
        except ValidationError as error:
            problems.append(_in_row(number, " ".join(error.messages)))
        else:
            remarks += [remark] if remark else []
            elsewhere += remark is None
    fresh = _without_known(take, person, remarks)
    own = tuple(remark for remark in fresh if not remark.speaker)
    if person.pk == take.lesson.author_id:
        told = _("Name the colleague who said this: you taught this lesson yourself.")
        problems += [_in_row(remark.row, told) for remark in own]
    if problems:
        raise ValidationError(list(_told(problems)))
    named = tuple(remark for remark in fresh if remark.speaker)
    return Sheet(own, named, known=len(remarks) - len(fresh), elsewhere=elsewhere)


@transaction.atomic
def import_comments(*, take: Take, author: User, remarks: Sequence[Remark]) -> list[Comment]:
    """Write the remarks as the author's own comments, all or none; return what is new.

    What somebody else said has their name before the words. The same remark a second time is
    written once. Raises what `write_comment` raises.
    """
    tokens = {_token(take, remark): remark for remark in remarks}
    before = Comment.objects.filter(author=author, token__in=tokens)
    written = set(before.values_list("token", flat=True))
    return [
        write_comment(
            take=take,
            author=author,
            kind=remark.kind,
            start_ms=remark.start_ms,
            end_ms=remark.end_ms,
            body=remark.words,
            token=token,
            tags=remark.tags,
        )
        for token, remark in tokens.items()
        if token not in written
    ]


def _without_known(take: Take, person: User, remarks: Sequence[Remark]) -> list[Remark]:
    """Leave out what is shared in the room, as far as the person reads it, or earlier in the table.

    Words of somebody else may stand there as theirs, or as typed up by anybody.
    """
    said = set()
    readable = Comment.objects.shared().filter(take=take).visible_to(person)
    for comment in readable.select_related("author"):
        by = "" if comment.author_id == person.pk else str(comment.author)
        said |= {_key(comment, by, comment.body), _key(comment, ANYBODY, comment.body)}
    fresh = []
    for remark in remarks:
        keys = {_key(remark, remark.speaker, remark.body)}
        if remark.speaker:
            keys.add(_key(remark, ANYBODY, remark.words))
        if said.isdisjoint(keys):
            fresh.append(remark)
        said |= keys
    return fresh


def _key(said: Comment | Remark, by: str, words: str) -> tuple:
    """What makes two remarks the same; our own table tells times by the second."""
    end_s = said.end_ms and said.end_ms // SECOND_MS
    return (said.kind, said.start_ms // SECOND_MS, end_s, by.casefold(), words)


def _check_number(number: int) -> None:
    if not number:
        raise ValidationError(_("There are no comments below the first row of this table."))
    if number > MOST_ROWS:
        message = _("The table has %(count)d comments. Please keep to %(most)d or split it.")
        raise ValidationError(message % {"count": number, "most": MOST_ROWS})


def _in_row(number: int, problem: str) -> str:
    return _("Row %(row)d: %(problem)s") % {"row": number, "problem": problem}


def _rows(text: str) -> list[list[str]]:
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        message = _("This is not a table with commas. Please save it as CSV.")
        raise ValidationError(message) from error


def _told(problems: Sequence[str]) -> Iterator[str]:
    yield from problems[:MOST_PROBLEMS]
    more = len(problems) - MOST_PROBLEMS
    if more > 0:
        said = ngettext("%(number)d more row is wrong.", "%(number)d more rows are wrong.", more)
        yield said % {"number": more}


def _token(take: Take, remark: Remark) -> uuid.UUID:
    said = (take.pk, remark.kind, remark.start_ms, remark.end_ms, remark.words)
    return uuid.uuid5(ONE_SHEET, repr(said))
