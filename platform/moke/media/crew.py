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


def work_off(pieces: Sequence[Piece], on_progress: Progress, *, at_once: int | None = None) -> None:
    """Do all pieces, some at once; `on_progress` gets the share that is done, in this thread.

    Raises what the first failing piece raises, or `on_progress`; the others end then.
    """
    done_s = [0.0] * len(pieces)
    in_vain = Event()

    def work(number: int, piece: Piece) -> None:
        def told(output: bytes) -> None:
            if in_vain.is_set():
                raise Stopped
            if times := OUT_TIME.findall(output):
                at_s = int(times[-1]) / 1_000_000
                done_s[number] = min(piece.length_s, max(done_s[number], at_s))

        with _cores:
            told(b"")
            piece.run(told)
        done_s[number] = piece.length_s

    total_s = sum(piece.length_s for piece in pieces) or 1.0
    with ThreadPoolExecutor(at_once or CORES) as pool:
        pending: set[Future] = {pool.submit(work, *numbered) for numbered in enumerate(pieces)}
        try:
            while pending:
                finished, pending = wait(pending, TICK_S, FIRST_COMPLETED)
                for future in finished:
                    future.result()
                on_progress(sum(done_s) / total_s)
        except BaseException:
            in_vain.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _problem(outcome: Outcome) -> Problem:
    if NO_ROOM in outcome.messages:
        return Problem.NO_SPACE
    if outcome.was_killed:
        return Problem.TOO_SLOW
    return Problem.UNREADABLE
