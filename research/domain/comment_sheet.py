"""Comments from a table: read row by row, refused with the rows that are wrong, or all kept."""

import csv
import io
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from lessons.models import Take
from moke.accounts.models import User
from moke.ui.clock import read_clock
from research.domain.comment import write_comment
from research.domain.moment import clip_span
from research.domain.tag import check_few
from research.domain.words import tidy_body
from research.enums import CommentKind
from research.models import Comment, Tag

MOST_BYTES = 1024**2
MOST_ROWS = 500
MOST_PROBLEMS = 20
"""That are told at once: who mends these sees the others next time."""
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = ",;\t"
COLUMNS = {
    "time": ("time", "moment", "from", "时间", "时刻"),
    "end": ("end", "until", "to", "结束", "至"),
    "kind": ("kind", "类型", "类别"),
    "text": ("text", "comment", "意见", "议课意见", "内容"),
    "tags": ("tags", "tag", "标签"),
}
"""What the columns may be called; those of our own table among them."""
BETWEEN_TAGS = re.compile("[;；、|]")
NEEDED = ("time", "kind", "text")
ONE_SHEET = uuid.UUID("5b0d54a6-41c5-4f1f-9a5c-0d7f3f2f6c11")


@dataclass(frozen=True)
class Remark:
    """A row that may become a comment; times are milliseconds."""

    kind: str
    start_ms: int
    end_ms: int | None
    body: str
    tags: tuple[int, ...] = ()
    tag_names: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return str(CommentKind(self.kind).label)


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


def read_sheet(*, take: Take, text: str) -> list[Remark]:
    """Return what the rows say, in their order.

    The first row names the columns. Raises ValidationError with a message for each row that
    is wrong, at most twenty, or with one where the whole cannot be read.
    """
    rows = _rows(text)
    columns = _columns(rows[0] if rows else [])
    filled = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
    if not filled:
        raise ValidationError(_("There are no comments below the first row of this table."))
    if len(filled) > MOST_ROWS:
        message = _("The table has %(count)d comments. Please keep to %(most)d or split it.")
        raise ValidationError(message % {"count": len(filled), "most": MOST_ROWS})
    kinds, tags = _kinds(), _tags()
    remarks, problems = list[Remark](), list[str]()
    for number, row in filled:
        cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        try:
            remarks.append(_remark(take, cells, kinds, tags))
        except ValidationError as error:
            said = {"row": number, "problem": " ".join(error.messages)}
            problems.append(_("Row %(row)d: %(problem)s") % said)
    if problems:
        raise ValidationError(list(_told(problems)))
    return remarks


@transaction.atomic
def import_comments(*, take: Take, author: User, remarks: Sequence[Remark]) -> list[Comment]:
    """Write the remarks as the author's own comments, all or none.

    The same remark a second time, in one table or in two, is written once. Raises what
    `write_comment` raises.
    """
    written = [
        write_comment(
            take=take,
            author=author,
            kind=remark.kind,
            start_ms=remark.start_ms,
            end_ms=remark.end_ms,
            body=remark.body,
            token=_token(take, remark),
            tags=remark.tags,
        )
        for remark in remarks
    ]
    return list(dict.fromkeys(written))


def _rows(text: str) -> list[list[str]]:
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        message = _("This is not a table with commas. Please save it as CSV.")
        raise ValidationError(message) from error


def _columns(head: Sequence[str]) -> dict[str, int]:
    """Return where each column stands."""
    named = {name.strip().lower(): at for at, name in reversed(list(enumerate(head)))}
    found = {
        column: named[name] for column, names in COLUMNS.items() for name in names if name in named
    }
    if any(column not in found for column in NEEDED):
        message = _("The first row has to name time, kind and text; end and tags are optional.")
        raise ValidationError(message)
    return found


def _kinds() -> dict[str, str]:
    """Return the kinds by what they are called in every language."""
    found = {str(kind.value): str(kind.value) for kind in CommentKind}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(kind.label).lower(): str(kind.value) for kind in CommentKind}
    return found


def _tags() -> dict[str, Tag]:
    """Return the tags on offer by their names in every language."""
    offered = list(Tag.objects.offered())
    return {name.lower(): tag for tag in offered for name in (tag.name_zh, tag.name_en)}


def _remark(
    take: Take, cells: dict[str, str], kinds: dict[str, str], tags: dict[str, Tag]
) -> Remark:
    start_ms, end_ms = clip_span(
        take=take,
        start_ms=_clock(cells.get("time", "")),
        end_ms=_clock(cells["end"]) if cells.get("end") else None,
    )
    named = cells.get("kind", "")
    kind = kinds.get(named.lower())
    if kind is None:
        values = {"named": named, "kinds": ", ".join(str(kind.label) for kind in CommentKind)}
        message = _("“%(named)s” is no kind of comment. There are: %(kinds)s.")
        raise ValidationError(message % values)
    carried = _tags_in(cells.get("tags", ""), tags)
    return Remark(
        *(kind, start_ms, end_ms, tidy_body(body=cells.get("text", ""))),
        tags=tuple(tag.pk for tag in carried),
        tag_names=tuple(str(tag) for tag in carried),
    )


def _tags_in(cell: str, tags: dict[str, Tag]) -> list[Tag]:
    found = []
    for name in filter(None, (part.strip() for part in BETWEEN_TAGS.split(cell))):
        if name.lower() not in tags:
            values = {"named": name, "tags": ", ".join(dict.fromkeys(map(str, tags.values())))}
            message = (
                _("“%(named)s” is no tag on offer. There are: %(tags)s.")
                if tags
                else _("“%(named)s” is no tag: the district offers none. Leave the column empty.")
            )
            raise ValidationError(message % values)
        found.append(tags[name.lower()])
    carried = list(dict.fromkeys(found))
    check_few(tags=[tag.pk for tag in carried])
    return carried


def _clock(text: str) -> int:
    try:
        return read_clock(text)
    except ValueError as error:
        message = _("“%(text)s” is no time. Write minutes and seconds, like 2:31.")
        raise ValidationError(message % {"text": text}) from error


def _told(problems: Sequence[str]) -> Iterator[str]:
    yield from problems[:MOST_PROBLEMS]
    more = len(problems) - MOST_PROBLEMS
    if more > 0:
        said = ngettext("%(number)d more row is wrong.", "%(number)d more rows are wrong.", more)
        yield said % {"number": more}


def _token(take: Take, remark: Remark) -> uuid.UUID:
    said = (take.pk, remark.kind, remark.start_ms, remark.end_ms, remark.body)
    return uuid.uuid5(ONE_SHEET, repr(said))
