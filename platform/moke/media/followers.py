"""What hangs on the times of recordings: it follows where one is trimmed or replaced.

A `Trim` says what of the recording as it was is seen in the film that comes: of another file, that
may begin before the old film did, or end after it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from moke.media.models import Recording
from moke.media.trim import Trim


@dataclass(frozen=True)
class Follower:
    """What an app keeps by the times of recordings."""

    count: Callable[[Recording], Iterable[str]]
    """Says, a few words each, how much there is of it."""
    foresee: Callable[[Recording, Trim], Iterable[str]]
    """Says, a sentence each, what becomes of it in a trim."""
    follow: Callable[[Recording, Trim], Any]
    """Moves it, in the transaction that publishes, and returns what was there before, as JSON."""


_followers: dict[str, Follower] = {}


def register_follower(*, name: str, follower: Follower) -> None:
    """Have things follow the times of recordings; called in the module `followers` of an app.

    Those modules are imported when the apps are ready.
    """
    _followers[name] = follower


def count_followers(*, recording: Recording) -> list[str]:
    """Say, a few words each, how much hangs on the recording's times."""
    return [words for each in _followers.values() for words in each.count(recording)]


def foresee_trim(*, recording: Recording, trim: Trim) -> Iterator[str]:
    """Say, a sentence each, what becomes of all that hangs on the recording's times."""
    for follower in _followers.values():
        yield from follower.foresee(recording, trim)


def follow_trim(*, recording: Recording, trim: Trim) -> dict[str, Any]:
    """Move all that hangs on the recording's times; return what was there before, by name."""
    return {name: each.follow(recording, trim) for name, each in _followers.items()}
