"""What a person may do with the comments of a room."""

from dataclasses import dataclass

from lessons.models import Take
from moke.accounts.models import User
from research.enums import ACCEPTED

MAY_REPLY = "r"
MAY_JUDGE = "v"
MAY_ANSWER = "a"
MAY_CHANGE = "e"
MAY_AGREE = "g"
MAY_HAND_OVER = "s"


@dataclass(frozen=True)
class Standing:
    """What a person may do in a room, asked once for all of its comments.

    `rules.py` has the last word when they do it; a test compares the two.
    """

    person_id: int
    author_id: int
    writes: bool
    judges: bool
    is_guest: bool = False

    @classmethod
    def of(cls, *, take: Take, viewer: User, is_invited: bool = False) -> "Standing":
        """Ask the rules; with `is_invited` it is known that the viewer is, to that very take."""
        invited = is_invited and viewer.is_teacher
        return cls(
            person_id=viewer.pk,
            author_id=take.lesson.author_id,
            writes=invited or viewer.has_perm("research.write_comment", take),
            judges=viewer.has_perm("research.judge_comments", take),
            is_guest=viewer.is_guest,
        )

    @property
    def talks(self) -> bool:
        return self.writes or self.judges

    def letters(self, *, by_id: int, private: bool, choice: str | None, carried: bool) -> str:
        """What may be done with a comment that is not deleted.

        Letters: r reply, v verdict, a answer, e edit, g agree, s hand
        over to the group. `choice` is its verdict.
        """
        mine = by_id == self.person_id
        judges = self.judges and not private
        letters = (
            (MAY_REPLY, self.talks and not private and (mine or not self.is_guest)),
            (MAY_JUDGE, judges),
            (MAY_ANSWER, judges and choice in ACCEPTED and carried),
            (MAY_CHANGE, mine and self.talks),
            (MAY_HAND_OVER, self.writes and private and mine),
            (MAY_AGREE, self.writes and not private and not mine),
        )
        return "".join(letter for letter, allowed in letters if allowed)

    def letters_for_reply(self, *, by_id: int) -> str:
        """What may be done with a reply that is not deleted: e edit, or nothing."""
        return MAY_CHANGE if by_id == self.person_id and self.talks else ""
