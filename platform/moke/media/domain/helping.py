"""Helping with the chunks of a recording that a worker of another host encodes."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from moke.backends.afar import StoreAway
from moke.media.chunks import find_chunks
from moke.media.crew import Piece, work_off
from moke.media.domain.edit import with_edits
from moke.media.domain.lease import LeaseLost
from moke.media.domain.sharing import PARTS, Help, is_led_here, wanted_chunks
from moke.media.domain.showcase import is_idle, plan_showcase
from moke.media.enums import State
from moke.media.files import add_file, bytes_to_fetch, check_room, helper_folder, local_source
from moke.media.models import Recording
from moke.media.parts import Parts, part_names, parts_name
from moke.media.plan import EncodePlan, plan_encodes, without_copy
from moke.media.probe import probe
from moke.media.problems import RecordingError
from moke.media.transcode import copied_boundaries_s


def has_open_chunks(*, recording: Recording) -> bool:
    """Whether there is something to help with."""
    return wanted_chunks().filter(recording=recording, is_finished=False).exists()


def is_made_better(recording: Recording) -> bool:
    """Whether what goes on is not its first encode."""
    return recording.state == State.READY


def help_encode(*, recording: Recording) -> None:
    """Make chunks of a recording as long as some are free.

    Whatever goes wrong here is left to the worker that encodes the recording.
    """
    if not is_led_here(recording):
        with contextlib.suppress(RecordingError, StoreAway, LeaseLost, FileNotFoundError):
            _help(recording)


class _Helping(Help):
    """Puts what is finished into the store, before anybody is told of it."""

    def finish(self, piece: Piece) -> None:
        self.demand_wanted()
        for name in self.names[piece.number or 0]:
            attempt = PARTS + self.encode
            add_file(path=self.folder / name, key=self.recording.key, attempt=attempt)
        super().finish(piece)

    def demand_wanted(self) -> None:
        """Let go also of what is only made better, where others wait to be seen."""
        super().demand_wanted()
        if is_made_better(self.recording) and not is_idle():
            raise LeaseLost


def _help(recording: Recording) -> None:
    name = recording.source
    with helper_folder(key=recording.key) as folder:
        check_room(bytes_to_fetch(name=name))
        with local_source(name=name, folder=folder) as source:
            plan, boundaries_s = _planned(recording, source, folder / "first")
            check_room(plan.likely_bytes)
            chunks = find_chunks(plan, source, boundaries_s)
            encode = parts_name(plan, source.stat().st_size, chunks)
            parts = Parts(plan, chunks, source, _made(folder, "parts"), _made(folder, "unfinished"))
            names = part_names(plan, chunks)
            share = _Helping(recording, encode, names, parts.folder)
            try:
                work_off(parts.missing(), lambda done: None, share=share)
            finally:
                share.release()


def _planned(recording: Recording, source: Path, first: Path) -> tuple[EncodePlan, Sequence[float]]:
    """Plan as who encodes the recording does."""
    if is_made_better(recording):
        return plan_showcase(recording=recording, source=source, folder=first)
    plan = with_edits(plan_encodes(probe(source)), recording=recording)
    boundaries_s = copied_boundaries_s(plan, source, first)
    return (plan if boundaries_s else without_copy(plan)), boundaries_s


def _made(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name
