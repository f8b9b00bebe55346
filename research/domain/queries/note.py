"""One comment as a room shows it to one person."""

from dataclasses import dataclass
from functools import cached_property

from lessons.models import Take
from moke.accounts.models import User
from moke.curriculum.enums import Grade, Subject
from research.enums import ACCEPTED
from research.models import Comment, Reply

MAY_REPLY = "r"
MAY_JUDGE = "v"
MAY_ANSWER = "a"
MAY_CHANGE = "e"


@dataclass(frozen=True)
class Standing:
    """What a person may do in a room, asked once for all of its comments.

    `rules.py` has the last word when they do it; a test compares the two.
    """

    person_id: int
    author_id: int
    writes: bool
    judges: bool

    @classmethod
    def of(cls, *, take: Take, viewer: User) -> "Standing":
        return cls(
            person_id=viewer.pk,
            author_id=take.lesson.author_id,
            writes=viewer.has_perm("research.write_comment", take),
            judges=viewer.has_perm("research.judge_comments", take),
        )

    @property
    def talks(self) -> bool:
        return self.writes or self.judges


@dataclass(frozen=True)
class Note:
    """A comment, the take whose room it is shown in, and what the viewer may do with it."""

    comment: Comment
    room: Take
    standing: Standing

    @property
    def is_mine(self) -> bool:
        return self.comment.author_id == self.standing.person_id

    @property
    def is_deleted(self) -> bool:
        return self.comment.deleted_at is not None

    @property
    def is_carried(self) -> bool:
        return self.comment.take_id != self.room.pk

    @property
    def at_s(self) -> str:
        """The moment in seconds, as addresses carry it."""
        return f"{self.comment.start_ms / 1000:g}"

    @property
    def verdict(self):
        return getattr(self.comment, "verdict", None)

    @property
    def answer(self):
        return getattr(self.comment, "answer", None)

    @property
    def answered_at_s(self) -> str:
        return f"{self.answer.at_ms / 1000:g}"

    @property
    def state(self) -> str:
        """The verdict, "waiting" for one, or nothing where none is asked."""
        if self.is_deleted:
            return ""
        if self.verdict:
            return self.verdict.choice
        return "waiting" if self.comment.is_awaiting_verdict else ""

    @property
    def may(self) -> str:
        """What the viewer may do, as letters: r reply, v verdict, a answer, e edit."""
        if self.is_deleted:
            return ""
        shared, mine, standing = not self.comment.private, self.is_mine, self.standing
        taken_up = bool(self.verdict) and self.verdict.choice in ACCEPTED
        letters = (
            (MAY_REPLY, shared and standing.talks),
            (MAY_JUDGE, shared and standing.judges and not mine),
            (MAY_ANSWER, shared and standing.judges and taken_up and self.is_carried),
            (MAY_CHANGE, mine and standing.talks),
        )
        return "".join(letter for letter, allowed in letters if allowed)

    @cached_property
    def replies(self) -> list["NoteReply"]:
        found = self.comment.replies.all()
        return [NoteReply(reply=reply, standing=self.standing) for reply in found]

    @cached_property
    def teaches(self) -> str:
        """Grade and subjects of the one who wrote it."""
        memberships = list(self.comment.author.memberships.all())
        grades = [m.get_grade_display() for m in memberships if m.grade in Grade]
        codes = dict.fromkeys(code for m in memberships for code in m.subjects)
        subjects = [str(Subject(code).label) for code in codes if code in Subject]
        return " · ".join([*grades[:1], *subjects[:2]])


@dataclass(frozen=True)
class NoteReply:
    """A reply and what the viewer may do with it."""

    reply: Reply
    standing: Standing

    @property
    def is_deleted(self) -> bool:
        return self.reply.deleted_at is not None

    @property
    def is_by_author(self) -> bool:
        return self.reply.author_id == self.standing.author_id

    @property
    def may(self) -> str:
        mine = self.reply.author_id == self.standing.person_id
        return MAY_CHANGE if mine and self.standing.talks and not self.is_deleted else ""
