"""One comment as a room shows it to one person: what its template and its script read."""

from collections import defaultdict
from datetime import datetime
from math import inf
from typing import Any, TypedDict

from django.utils import timezone
from django.utils.formats import date_format

from lessons.models import Take
from moke.accounts.models import Membership
from moke.curriculum.enums import Grade, Subject
from moke.ui.clock import write_clock
from research.domain.mention import Piece, split_at_names
from research.domain.queries.enclosure import (
    NoteEnclosure,
    enclosures_of_each,
    read_enclosures,
)
from research.domain.queries.standing import Standing
from research.domain.queries.tag import NoteTag, read_tags, tags_of_each
from research.domain.queries.topic import say_list
from research.enums import WANTS_VERDICT, CommentKind, VerdictChoice
from research.models import Mention, Reply
from research.models.querysets import CommentQuerySet, names_of, seen_by

WAITING = "waiting"

COMMENT_FIELDS = (
    *("pk", "author_id", "author__name", "author__username", "take_id", "take__number"),
    *("kind", "start_ms", "end_ms", "body", "private", "edited_at", "deleted_at"),
    *("verdict__choice", "verdict__reason", "verdict__given_at"),
    *("verdict__given_by__name", "verdict__given_by__username"),
    *("answer__take_id", "answer__take__number", "answer__at_ms"),
    "sketch__pk",
    *("agreed_by", "agrees", "said_change", "seen", "named", "tagged", "enclosed"),
)
REPLY_FIELDS = (
    *("pk", "comment_id", "author_id", "author__name", "author__username"),
    *("body", "edited_at", "deleted_at", "said_change", "named"),
)


class NoteVerdict(TypedDict):
    choice: str
    label: str
    by: str
    on: str
    reason: str


class NoteAnswer(TypedDict):
    """The later take that answers a comment, and where in it."""

    take: int
    number: int
    at: str
    at_s: str


class NoteReply(TypedDict):
    id: int
    author: str
    by_author: bool
    """Whether the lesson's author wrote it."""
    edited: bool
    deleted: bool
    fresh: bool
    body: str
    pieces: list[Piece]
    may: str


class Note(TypedDict):
    """A comment in words. A dict, which templates read fastest and scripts read as it is.

    `start` and `end` are in milliseconds, `at` and `until` the same on a clock, `at_s` in
    seconds for addresses. `carried` is the number of the earlier take that it comes from,
    whose key `take` is; both are 0 for the room's own. `may` holds the letters of
    `Standing.letters`. `edited` and `deleted` say when. `drawn` says that there is a drawing over
    the picture of its moment, which is fetched by itself.
    `fresh` is what others said since the viewer last left the room, `unread` a comment that is
    fresh or has a fresh reply.
    """

    id: int
    by: int
    """The key of who wrote it."""
    author: str
    teaches: str
    kind: str
    kind_label: str
    start: int
    end: int
    at: str
    until: str
    at_s: str
    take: int
    carried: int
    state: str
    may: str
    mine: bool
    private: bool
    drawn: bool
    tags: list[NoteTag]
    enclosed: list[NoteEnclosure]
    fresh: bool
    unread: bool
    edited: str
    deleted: str
    body: str
    pieces: list[Piece]
    """The body where it speaks to people by name."""
    agreed: int
    """How many agree."""
    agreed_by: str
    agrees: bool
    """Whether the viewer does."""
    replies: list[NoteReply]
    verdict: NoteVerdict | None
    answer: NoteAnswer | None


def notes_of(*, comments: CommentQuerySet, room: Take, standing: Standing) -> list[Note]:
    """The comments as the room shows them, in order of time, in three queries."""
    known = comments.with_assents(standing.person_id).annotate(
        seen=seen_by(standing.person_id, room.pk),
        named=names_of(Mention.objects.filter(reply=None), "comment"),
        tagged=tags_of_each(),
        enclosed=enclosures_of_each(),
    )
    rows = list(known.order_by("start_ms", "pk").values(*COMMENT_FIELDS))
    for row in rows:
        row["seen"] = _seen(row, room)
    replies = _replies({row["pk"]: row["seen"] for row in rows}, standing)
    teaching = _teaching({row["author_id"] for row in rows})
    labels = {kind.value: str(kind.label) for kind in CommentKind}
    notes = [_note(row, room, standing) for row in rows]
    for row, note in zip(rows, notes, strict=True):
        note["kind_label"] = labels[row["kind"]]
        note["teaches"] = teaching.get(row["author_id"], "")
        note["replies"] = replies.get(row["pk"], [])
        spoken = [note, *note["replies"]]
        note["unread"] = not note["deleted"] and any(said["fresh"] for said in spoken)
    return notes


def state_of(*, kind: str, private: bool, deleted: bool, choice: str | None) -> str:
    """The verdict on a comment, "waiting" for one, or nothing where none is asked."""
    if deleted:
        return ""
    return choice or (WAITING if kind in WANTS_VERDICT and not private else "")


def _note(row: dict[str, Any], room: Take, standing: Standing) -> Note:
    private, choice, deleted = row["private"], row["verdict__choice"], bool(row["deleted_at"])
    agreed = sorted((row["agreed_by"] or "").splitlines())
    start_ms, end_ms, carried = row["start_ms"], row["end_ms"], row["take_id"] != room.pk
    may = standing.letters(by_id=row["author_id"], private=private, choice=choice, carried=carried)
    return Note(
        id=row["pk"],
        by=row["author_id"],
        author=_name(row, "author"),
        teaches="",
        kind=row["kind"],
        kind_label="",
        start=start_ms,
        end=end_ms or 0,
        at=write_clock(start_ms / 1000),
        until=write_clock(end_ms / 1000) if end_ms else "",
        at_s=_second(start_ms),
        take=row["take_id"] if carried else 0,
        carried=row["take__number"] if carried else 0,
        state=state_of(kind=row["kind"], private=private, deleted=deleted, choice=choice),
        may="" if deleted else may,
        mine=row["author_id"] == standing.person_id,
        private=private,
        drawn=row["sketch__pk"] is not None,
        tags=read_tags(row["tagged"]),
        enclosed=read_enclosures(row["enclosed"], author=_name(row, "author")),
        fresh=not deleted and _is_fresh(row, row["seen"], standing),
        unread=False,
        edited="" if deleted else _moment(row["edited_at"]),
        deleted=_moment(row["deleted_at"]),
        body="" if deleted else row["body"],
        pieces=_pieces(row),
        agreed=0 if deleted else len(agreed),
        agreed_by="" if deleted else say_list(agreed),
        agrees=row["agrees"],
        replies=[],
        verdict=_verdict(row) if choice else None,
        answer=_answer(row) if row["answer__take_id"] and not standing.is_guest else None,
    )


def _verdict(row: dict[str, Any]) -> NoteVerdict:
    given_at = timezone.localtime(row["verdict__given_at"])
    return NoteVerdict(
        choice=row["verdict__choice"],
        label=str(VerdictChoice(row["verdict__choice"]).label),
        by=_name(row, "verdict__given_by"),
        on=date_format(given_at, "MONTH_DAY_FORMAT"),
        reason=row["verdict__reason"],
    )


def _answer(row: dict[str, Any]) -> NoteAnswer:
    at_ms = row["answer__at_ms"]
    return NoteAnswer(
        take=row["answer__take_id"],
        number=row["answer__take__number"],
        at=write_clock(at_ms / 1000),
        at_s=_second(at_ms),
    )


def _seen(row: dict[str, Any], room: Take) -> float:
    """Up to which change the viewer has seen the comment; who comes first saw what is carried."""
    if row["seen"] is None:
        return 0 if row["take_id"] == room.pk else inf
    return row["seen"]


def _is_fresh(row: dict[str, Any], seen: float, standing: Standing) -> bool:
    return row["said_change"] > seen and row["author_id"] != standing.person_id


def _replies(seen: dict[int, float], standing: Standing) -> dict[int, list[NoteReply]]:
    found = defaultdict(list)
    replies = Reply.objects.filter(comment__in=list(seen)).order_by("pk")
    replies = replies.annotate(named=names_of(Mention.objects, "reply"))
    for row in replies.values(*REPLY_FIELDS):
        deleted = bool(row["deleted_at"])
        reply = NoteReply(
            id=row["pk"],
            author=_name(row, "author"),
            by_author=row["author_id"] == standing.author_id,
            edited=bool(row["edited_at"]) and not deleted,
            deleted=deleted,
            fresh=not deleted and _is_fresh(row, seen[row["comment_id"]], standing),
            body="" if deleted else row["body"],
            pieces=_pieces(row),
            may="" if deleted else standing.letters_for_reply(by_id=row["author_id"]),
        )
        found[row["comment_id"]].append(reply)
    return found


def _pieces(row: dict[str, Any]) -> list[Piece]:
    """What is deleted names nobody any more."""
    return split_at_names(body=row["body"], names=(row["named"] or "").splitlines())


def _teaching(person_ids: set[int]) -> dict[int, str]:
    """Grade and subjects that people teach, in a few words, by the person's key."""
    grades, subjects = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    memberships = Membership.objects.filter(person__in=person_ids).order_by("pk")
    for person_id, grade, codes in memberships.values_list("person", "grade", "subjects"):
        if grade is not None and grade in Grade:
            grades[person_id].append(str(Grade(grade).label))
        subjects[person_id] += [str(Subject(code).label) for code in codes if code in Subject]
    return {
        pk: " · ".join([*grades[pk][:1], *list(dict.fromkeys(subjects[pk]))[:2]])
        for pk in person_ids
    }


def _name(row: dict[str, Any], person: str) -> str:
    return row[f"{person}__name"] or row[f"{person}__username"]


def _second(milliseconds: int) -> str:
    return f"{milliseconds / 1000:g}"


def _moment(when: datetime | None) -> str:
    return date_format(timezone.localtime(when), "SHORT_DATETIME_FORMAT") if when else ""
