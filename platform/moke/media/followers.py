"""What hangs on the times of recordings: it follows where a recording is trimmed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from moke.media.models import Recording
from moke.media.trim import Trim


@dataclass(frozen=True)
class Follower:
    """What an app keeps by the times of recordings."""

    foresee: Callable[[Recording, Trim], Iterable[str]]
    """Says, a sentence each, what becomes of it in a trim."""
    follow: Callable[[Recording, Trim], Any]
    """Moves it, in the transaction that trims, and returns what was there before, as JSON."""


_followers: dict[str, Follower] = {}


def register_follower(*, name: str, follower: Follower) -> None:
    """Have things follow the times of recordings; called in the module `followers` of an app.

    Those modules are imported when the apps are ready.
    """
    _followers[name] = follower


def foresee_trim(*, recording: Recording, trim: Trim) -> Iterator[str]:
    """Say, a sentence each, what becomes of all that hangs on the recording's times."""
    for follower in _followers.values():
        yield from follower.foresee(recording, trim)


def follow_trim(*, recording: Recording, trim: Trim) -> dict[str, Any]:
    """Move all that hangs on the recording's times; return what was there before, by name."""
    return {name: each.follow(recording, trim) for name, each in _followers.items()}
