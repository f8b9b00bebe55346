"""A row of a table of comments: what it says, or what is wrong with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from lessons.models import Take
from moke.accounts.models import User
from moke.ui.clock import read_clock
from moke.ui.spreadsheet import read_cell
from research.domain.moment import clip_span
from research.domain.tag import check_few
from research.domain.words import tidy_body
from research.enums import CommentKind
from research.models import Tag

COLUMNS = {
    "time": ("time", "moment", "from", "时间", "时刻"),
    "end": ("end", "until", "to", "结束", "至"),
    "kind": ("kind", "类型", "类别"),
    "text": ("text", "comment", "意见", "议课意见", "内容"),
    "tags": ("tags", "tag", "标签"),
    "take": ("take", "试讲"),
    "speaker": ("name", "reviewer", "姓名", "观课教师", "教师"),
}
"""What the columns may be called; those of our own table among them."""
BETWEEN_TAGS = re.compile("[;；、|]")
NEEDED = ("time", "kind", "text")


@dataclass(frozen=True)
class Remark:
    """A row that may become a comment; times are milliseconds.

    `speaker` is who said it, empty for whoever reads the table; `row` is where it stands.
    """

    kind: str
    start_ms: int
    end_ms: int | None
    body: str
    tags: tuple[int, ...] = ()
    tag_names: tuple[str, ...] = ()
    speaker: str = ""
    row: int = field(default=0, compare=False)

    @property
    def label(self) -> str:
        return str(CommentKind(self.kind).label)

    @property
    def words(self) -> str:
        """What is said, with the name of somebody else who said it."""
        if not self.speaker:
            return self.body
        return f"{self.speaker}{': ' if self.speaker.isascii() else '：'}{self.body}"


class RowReader:
    """Reads the rows of one table about a take for one person; asks for kinds and tags once."""

    def __init__(self, *, take: Take, person: User, head: Sequence[str]) -> None:
        self.take, self.person = take, person
        self.columns = find_columns(head)
        self.kinds, self.tags = _kinds(), _tags()

    def read(self, number: int, row: Sequence[str]) -> Remark | None:
        """Return what a row says, None where it is about another take.

        Raises ValidationError for a row that is wrong.
        """
        cells = {name: read_cell(row[at]) for name, at in self.columns.items() if at < len(row)}
        if not self._is_about_the_take(cells.get("take", "")):
            return None
        remark = replace(self._remark(cells), row=number)
        tidy_body(body=remark.words)
        return remark

    def _remark(self, cells: dict[str, str]) -> Remark:
        start_ms, end_ms = clip_span(
            take=self.take,
            start_ms=_clock(cells.get("time", "")),
            end_ms=_clock(cells["end"]) if cells.get("end") else None,
        )
        carried = _tags_in(cells.get("tags", ""), self.tags)
        return Remark(
            *(self._kind(cells.get("kind", "")), start_ms, end_ms),
            tidy_body(body=cells.get("text", "")),
            tags=tuple(tag.pk for tag in carried),
            tag_names=tuple(str(tag) for tag in carried),
            speaker=self._speaker(cells.get("speaker", "")),
        )

    def _kind(self, named: str) -> str:
        kind = self.kinds.get(named.lower())
        if kind is None:
            values = {"named": named, "kinds": ", ".join(str(kind.label) for kind in CommentKind)}
            message = _("“%(named)s” is no kind of comment. There are: %(kinds)s.")
            raise ValidationError(message % values)
        return kind

    def _speaker(self, named: str) -> str:
        """Return who said it, empty where that is the person."""
        name = " ".join(named.split())
        own = {str(self.person).casefold(), self.person.username.casefold()}
        return "" if name.casefold() in own else name

    def _is_about_the_take(self, cell: str) -> bool:
        if cell and not (cell.isascii() and cell.isdigit()):
            message = _("“%(text)s” is no number of a take. Write 1, 2 …, or leave it empty.")
            raise ValidationError(message % {"text": cell})
        return not cell or cell.lstrip("0") == str(self.take.number)


def find_columns(head: Sequence[str]) -> dict[str, int]:
    """Return where each column stands. Raises ValidationError where a needed one is missing."""
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
