"""Sharing the chunks of an encode out over the workers of all hosts.

Who encodes a recording makes its chunks from the first on; workers of other hosts that have
nothing more urgent to do make them from the last on, and put them into the store. Nobody waits
for anybody: in the end the one makes those, too, that others are still at.
"""

import contextlib
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.db.models import Q, QuerySet
from django.utils import timezone

from moke.backends.afar import StoreAway
from moke.media.crew import Piece, Share
from moke.media.domain.lease import LeaseLost
from moke.media.enums import Refining, State
from moke.media.files import fetch_file, remove_attempt
from moke.media.models import Chunk, Recording

LEASE = timedelta(seconds=30)
HOLD_EVERY_S = 1.0
WORTH_SHARING = 4
PARTS = "parts-"

_led_here: set[UUID] = set()


def wanted_chunks() -> QuerySet[Chunk]:
    """Return the chunks of all encodes that go on, for the first time or for many viewers."""
    refined = Q(recording__state=State.READY, recording__refinement__state=Refining.AT_WORK)
    return Chunk.objects.filter(Q(recording__state=State.ENCODING) | refined)


class Chunks(Share):
    """Chunks of one encode, some of which this worker takes."""

    def __init__(self, recording: Recording, encode: str, names: Sequence[Sequence[str]]) -> None:
        self.recording, self.encode, self.names = recording, encode, names
        self.holder = uuid4().hex
        self.held_at = time.monotonic()

    @property
    def all(self) -> QuerySet[Chunk]:
        return Chunk.objects.filter(recording=self.recording, encode=self.encode)

    def claim(self, number: int) -> bool:
        """Take hold of a chunk that nobody is at."""
        now = timezone.now()
        is_free = Q(leased_until=None) | Q(leased_until__lt=now)
        free = self.all.filter(is_free, number=number, is_finished=False)
        return bool(free.update(holder=self.holder, leased_until=now + LEASE))

    def hold(self) -> None:
        if time.monotonic() - self.held_at >= HOLD_EVERY_S:
            self.held_at = time.monotonic()
            mine = self.all.filter(holder=self.holder, is_finished=False)
            mine.update(leased_until=timezone.now() + LEASE)

    def finish(self, piece: Piece) -> None:
        if piece.number is not None:
            self.all.filter(number=piece.number).update(is_finished=True, holder=self.holder)

    def release(self) -> None:
        """Let others have what was not finished."""
        mine = self.all.filter(holder=self.holder, is_finished=False)
        mine.update(holder="", leased_until=None)


class Lead(Chunks):
    """The chunks as their recording's own worker takes them; `folder` is that of its parts."""

    def __init__(
        self, recording: Recording, encode: str, names: Sequence[Sequence[str]], folder: Path
    ) -> None:
        super().__init__(recording, encode, names)
        self.folder = folder

    def take(self, waiting: list[Piece]) -> Piece | None:
        if waiting:
            self._collect(waiting)
        for piece in waiting:
            if piece.number is None or self.claim(piece.number):
                waiting.remove(piece)
                return piece
        return super().take(waiting)

    def _collect(self, waiting: list[Piece]) -> None:
        """Fetch what others have finished; what is not to be had is made here."""
        finished = set(self.all.filter(is_finished=True).values_list("number", flat=True))
        for piece in list(waiting):
            if piece.number is None or piece.number not in finished:
                continue
            if self._fetch(piece.number):
                waiting.remove(piece)
            else:
                self.all.filter(number=piece.number).update(is_finished=False, leased_until=None)

    def _fetch(self, number: int) -> bool:
        key, attempt = self.recording.key, PARTS + self.encode
        try:
            for name in self.names[number]:
                fetch_file(key=key, attempt=attempt, name=name, to=self.folder / name)
        except (FileNotFoundError, StoreAway):
            return False
        return True


@contextlib.contextmanager
def shared(*, lead: Lead) -> Iterator[Lead]:
    """Offer the chunks of an encode to others as long as it goes on."""
    recording = lead.recording
    Chunk.objects.filter(recording=recording).exclude(encode=lead.encode).delete()
    Chunk.objects.bulk_create(
        [
            Chunk(recording=recording, encode=lead.encode, number=number)
            for number in range(len(lead.names))
        ],
        ignore_conflicts=True,
    )
    _led_here.add(recording.key)
    try:
        yield lead
    finally:
        _led_here.discard(recording.key)
        lead.release()


def is_led_here(recording: Recording) -> bool:
    """Whether this process encodes the recording itself, on all of its cores."""
    return recording.key in _led_here


def end_sharing(*, recording: Recording) -> None:
    """Remove what was shared, once it is joined or given up."""
    chunks = Chunk.objects.filter(recording=recording)
    encodes = set(chunks.values_list("encode", flat=True))
    chunks.delete()
    for encode in encodes:
        with contextlib.suppress(StoreAway):
            remove_attempt(key=recording.key, attempt=PARTS + encode)


class Help(Chunks):
    """The chunks as a helper takes them, from the last on, never one that others are at.

    `folder` is where it makes them. Raises LeaseLost where they are not wanted any more.
    """

    def __init__(
        self, recording: Recording, encode: str, names: Sequence[Sequence[str]], folder: Path
    ) -> None:
        super().__init__(recording, encode, names)
        self.folder = folder

    def take(self, waiting: list[Piece]) -> Piece | None:
        self.demand_wanted()
        for piece in reversed(waiting):
            if piece.number is not None and self.claim(piece.number):
                waiting.remove(piece)
                return piece
        return None

    def hold(self) -> None:
        self.demand_wanted()
        super().hold()

    def demand_wanted(self) -> None:
        """Raise LeaseLost where nobody encodes the recording any more."""
        if not (self.all & wanted_chunks()).exists():
            raise LeaseLost
