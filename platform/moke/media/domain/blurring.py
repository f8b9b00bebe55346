"""One worker's attempt at burning boxes into a published recording.

Only the chunks that show a new box are made anew; of the rungs that were encoded the others stay
as they lie. What comes out is published in one step after every file was verified. Only then the
old files go, at once, and the untouched source is locked away or deleted. Whatever goes wrong
before leaves what is published as it was.
"""

import contextlib
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from moke.backends.afar import StoreAway
from moke.media.chunks import find_chunks
from moke.media.domain.blur_boxes import as_blur, with_blurs
from moke.media.domain.lease import LeaseLost, Reporter, claim, held, is_free, move
from moke.media.domain.publish import publish
from moke.media.enums import WANTS_BLURRING, Blurring, Problem, Refining, State
from moke.media.files import (
    bytes_to_fetch,
    check_room,
    has_source,
    local_file,
    local_source,
    parts_folder,
    read_playlists,
    recordings_storage,
    remove_attempts,
    remove_parts,
    source_path,
    work_folder,
)
from moke.media.models import BlurWork, Recording, Refinement
from moke.media.parts import Parts, parts_name
from moke.media.plan import EncodePlan, Level, plan_encodes
from moke.media.probe import probe
from moke.media.problems import RecordingError
from moke.media.rungs import starts_in
from moke.media.splice import changed_chunks, keep_others, make_changed
from moke.media.transcode import transcode

BUSY_AGAIN = timedelta(seconds=30)
LATER = timedelta(minutes=5)
DELETE = "delete"


class BlurReporter(Reporter):
    """Writes progress to the work, first of what changes, then of all. Raises LeaseLost."""

    share_before = 0.0
    share_now = 1.0

    def tell(self, fraction: float) -> None:
        super().tell(self.share_before + self.share_now * fraction)

    def note(self, **progress) -> None:
        move(self.recording, self.lease)
        _work(self.recording).update(**progress)


def blur(*, recording: Recording) -> datetime | None:
    """Burn a recording's boxes in; return when to look again, if ever.

    May run twice, at once or after a crash: only who holds the recording can publish, and what
    was published is not made again.
    """
    wanted = _work(recording).filter(state__in=WANTS_BLURRING).first()
    if wanted is None:
        return None
    again = _take_a_step(recording, wanted)
    return again if again else blur(recording=recording)


def give_up_blurring(*, recording: Recording) -> None:
    """Leave a recording as it is that workers died at. It stays held back, if it was."""
    _end(recording, Blurring.FAILED, Problem.TOO_SLOW)


def _take_a_step(recording: Recording, wanted: BlurWork) -> datetime | None:
    """Publish a set with the boxes, or let go of what is published no more."""
    free = Recording.objects.filter(is_free(), pk=recording.pk, state=State.READY)
    lease = claim(free.exclude(published_attempt=""))
    if lease is None:
        return timezone.now() + BUSY_AGAIN
    try:
        return _attempt(Recording.objects.get(pk=recording.pk), lease, wanted)
    except LeaseLost:
        return timezone.now() + BUSY_AGAIN
    finally:
        held(recording, lease).update(leased_until=None)


def _attempt(recording: Recording, lease: str, wanted: BlurWork) -> datetime | None:
    try:
        if not wanted.attempt or wanted.attempt != recording.published_attempt:
            _work(recording).update(state=Blurring.AT_WORK, changed_at=timezone.now())
            _make(recording, BlurReporter(recording, lease))
        else:
            _settle(recording)
    except StoreAway:
        return timezone.now() + LATER
    except RecordingError as error:
        if not held(recording, lease).exists():
            raise LeaseLost from error
        if error.problem == Problem.NO_SPACE:
            return timezone.now() + LATER
        _end(recording, Blurring.FAILED, error.problem)
        remove_parts(key=recording.key)
    return None


def _make(recording: Recording, reporter: BlurReporter) -> None:
    key, attempt = recording.key, uuid.uuid4().hex
    was_refined = Refinement.objects.filter(
        recording=recording, attempt=recording.published_attempt, state=Refining.DONE
    ).exists()
    with work_folder(key=key, attempt=reporter.lease) as folder, contextlib.ExitStack() as files:
        source = files.enter_context(_film(recording, folder, reporter))
        level = Level.SHOWCASE if was_refined else Level.EVERYDAY
        plan = with_blurs(plan_encodes(probe(source), level), recording=recording)
        check_room(plan.likely_bytes * 2)
        boundaries_s = _boundaries_s(recording, plan)
        chunks = find_chunks(plan, source, boundaries_s)
        name = parts_name(plan, source.stat().st_size, chunks)
        unfinished = folder / "unfinished"
        unfinished.mkdir()
        parts = Parts(plan, chunks, source, parts_folder(key=key, name=name), unfinished)
        _splice(recording, parts, reporter, files, folder)
        made = folder / "set"
        made.mkdir()
        encoded = transcode(
            plan,
            source,
            made,
            parts.folder,
            reporter.tell,
            chunks=chunks,
            boundaries_s=boundaries_s,
        )
        _work(recording).update(attempt=attempt, percent=99, time_left_s=None)
        if not publish(
            recording=recording,
            lease=reporter.lease,
            attempt=attempt,
            folder=made,
            encoded=encoded,
            on_progress=reporter.hold,
        ):
            raise LeaseLost
    if was_refined:
        Refinement.objects.filter(recording=recording).update(attempt=attempt)


def _splice(
    recording: Recording,
    parts: Parts,
    reporter: BlurReporter,
    files: contextlib.ExitStack,
    folder: Path,
) -> None:
    """Make the chunks that change, then lay beside them what stays of the published rungs."""
    new = [as_blur(box) for box in recording.blur_boxes.filter(burnt_at=None)]
    changed = changed_chunks(parts, new)
    reporter.share_now = len(changed) / max(1, len(parts.chunks))
    reporter.begin()
    make_changed(parts, new, reporter.tell)
    published = {
        rung.name: files.enter_context(_published_file(recording, rung.name, folder))
        for rung in recording.renditions.order_by("height_px")
    }
    keep_others(parts, published, new, reporter.hold)
    reporter.share_before, reporter.share_now = reporter.share_now, 1 - reporter.share_now


def _published_file(recording: Recording, name: str, folder: Path):
    attempt = recording.published_attempt
    return local_file(key=recording.key, attempt=attempt, name=f"{name}.mp4", folder=folder)


@contextlib.contextmanager
def _film(recording: Recording, folder: Path, reporter: Reporter) -> Iterator[Path]:
    """Give the untouched file, or the largest rung where that is kept no more."""
    if recording.source and has_source(key=recording.key, size_bytes=recording.size_bytes or 0):
        check_room(bytes_to_fetch(key=recording.key))
        with local_source(key=recording.key, folder=folder, on_progress=reporter.hold) as source:
            yield source
        return
    largest = recording.renditions.order_by("-height_px")[0]
    (folder / "largest").mkdir()
    with _published_file(recording, largest.name, folder / "largest") as film:
        yield film


def _boundaries_s(recording: Recording, plan: EncodePlan) -> list[float]:
    """Where the segments of the published set begin; none where it cannot be cut there."""
    if not (plan.has_index and plan.picture and plan.picture.steady):
        return []
    smallest = recording.renditions.exclude(height_px=0).order_by("height_px")[0]
    name = f"{smallest.name}.m3u8"
    key, attempt = recording.key, recording.published_attempt
    return starts_in(read_playlists(key=key, attempt=attempt, names=[name])[name])


def _settle(recording: Recording) -> None:
    """Let go of all that shows what is blurred now. Harmless when repeated."""
    remove_parts(key=recording.key)
    remove_attempts(key=recording.key, keep={recording.published_attempt})
    if settings.MOKE_BLURRED_SOURCE == DELETE and recording.source:
        recordings_storage().delete(source_path(recording.key))
    now = timezone.now()
    recording.blur_boxes.filter(burnt_at=None).update(burnt_at=now)
    gone = settings.MOKE_BLURRED_SOURCE == DELETE or not recording.source
    if gone:
        Refinement.objects.filter(recording=recording).exclude(
            Q(state=Refining.DONE) | Q(state=Refining.STOPPED)
        ).update(state=Refining.KEPT, attempt=recording.published_attempt)
    Recording.objects.filter(pk=recording.pk).update(
        is_held_back=False, source="" if gone else recording.source, source_is_locked=not gone
    )
    _end(recording, Blurring.DONE)


def _end(recording: Recording, state: Blurring, problem: str = "") -> None:
    _work(recording).filter(state__in=WANTS_BLURRING).update(
        state=state, problem=problem, time_left_s=None, changed_at=timezone.now()
    )


def _work(recording: Recording):
    return BlurWork.objects.filter(recording=recording)
