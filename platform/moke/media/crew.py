"""Several ffmpegs at once, each on a core of its own.

Two of one thread encode faster than one of two. All recordings that this process works on share
its cores, a piece at a time, so that a long lesson does not hold up a short one.
"""

import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import BoundedSemaphore, Event

from moke.media.enums import Problem
from moke.media.problems import EncodeError
from moke.media.sandbox import Limits, Outcome, OutOfTime, run_watched

CORES = os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count()
TICK_S = 0.5
OUT_TIME = re.compile(rb"out_time_us=(-?\d+)")
MOST_MESSAGES = 2000
NO_ROOM = "No space left on device"

Progress = Callable[[float], None]
Told = Callable[[bytes], None]
_cores = BoundedSemaphore(CORES or 1)


class Stopped(Exception):
    """The work is in vain: another piece failed, or nobody wants it any more."""


@dataclass(frozen=True)
class Piece:
    """A piece of work, and how many seconds of the recording it goes through."""

    run: Callable[[Told], None]
    """Gets a function to hand ffmpeg's progress to, which raises when the work is in vain."""
    length_s: float
    number: int | None = None
    """Of the chunk that it makes; None for what is never shared."""


class Share:
    """Who does what: here all is done by this worker, in the order given.

    Asked in the thread that called `work_off`.
    """

    def take(self, waiting: list[Piece]) -> Piece | None:
        """Take the next piece out of those that wait, besides those that others have finished."""
        return waiting.pop(0) if waiting else None

    def hold(self) -> None:
        """Keep what was taken, about once a second."""

    def finish(self, piece: Piece) -> None:
        """Tell that a piece is done."""


def run_command(command: list[str], limits: Limits, told: Told) -> Outcome:
    """Run ffmpeg to its end. Raises EncodeError where it fails, is killed or takes too long.

    A disk that is full only when ffmpeg closes its files changes nothing in its exit code.
    """
    try:
        outcome = run_watched(command, limits, told)
    except OutOfTime as error:
        raise EncodeError(Problem.TOO_SLOW) from error
    if outcome.code != 0 or NO_ROOM in outcome.messages:
        raise EncodeError(_problem(outcome), outcome.messages[-MOST_MESSAGES:])
    return outcome


def work_off(
    pieces: Sequence[Piece],
    on_progress: Progress,
    *,
    at_once: int | None = None,
    share: Share | None = None,
) -> None:
    """Do all pieces, some at once; `on_progress` gets the share that is done, in this thread.

    Raises what the first failing piece raises, or `on_progress`; the others end then.
    """
    share, waiting, in_vain = share or Share(), list(pieces), Event()
    running: dict[Future, _Run] = {}
    total_s = sum(piece.length_s for piece in pieces) or 1.0
    workers = at_once or CORES or 1
    with ThreadPoolExecutor(workers) as pool:
        try:
            while True:
                while len(running) < workers and (piece := share.take(waiting)):
                    run = _Run(piece, in_vain)
                    running[pool.submit(run)] = run
                if not running:
                    break
                for future in wait(running, TICK_S, FIRST_COMPLETED).done:
                    future.result()
                    share.finish(running.pop(future).piece)
                share.hold()
                left_s = sum(piece.length_s for piece in waiting)
                left_s += sum(run.piece.length_s - run.done_s for run in running.values())
                on_progress(1 - left_s / total_s)
        except BaseException:
            in_vain.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class _Run:
    """A piece being done in a thread of its own."""

    def __init__(self, piece: Piece, in_vain: Event) -> None:
        self.piece, self.in_vain, self.done_s = piece, in_vain, 0.0

    def __call__(self) -> None:
        with _cores:
            self.told(b"")
            self.piece.run(self.told)

    def told(self, output: bytes) -> None:
        if self.in_vain.is_set():
            raise Stopped
        if times := OUT_TIME.findall(output):
            at_s = int(times[-1]) / 1_000_000
            self.done_s = min(self.piece.length_s, max(self.done_s, at_s))


def _problem(outcome: Outcome) -> Problem:
    if NO_ROOM in outcome.messages:
        return Problem.NO_SPACE
    if outcome.was_killed:
        return Problem.TOO_SLOW
    return Problem.UNREADABLE
