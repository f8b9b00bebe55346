"""Putting another file in the place of a recording's.

The new file lies beside the old one. Everybody goes on watching the old film until the new one is
encoded and verified; then one transaction points to it, and all that hangs on moments follows.
Only then the old files go.
"""

import uuid
from datetime import datetime
from functools import partial
from pathlib import Path

from django.utils import timezone

from moke.backends.afar import StoreAway
from moke.media.chunks import find_chunks
from moke.media.domain.caption_draft import trim_drafts
from moke.media.domain.captions import trim_captions
from moke.media.domain.lease import LeaseLost
from moke.media.domain.position import trim_positions
from moke.media.domain.poster import trim_poster
from moke.media.domain.publish import publish
from moke.media.domain.rework import (
    LATER,
    ReworkReporter,
    Way,
    demand_wanted,
    end_rework,
    rework,
)
from moke.media.enums import Problem, Replacing, ReworkState, State
from moke.media.files import (
    bytes_to_fetch,
    check_room,
    has_source,
    helper_folder,
    local_source,
    parts_folder,
    recordings_storage,
    remove_attempts,
    remove_parts,
    work_folder,
)
from moke.media.followers import follow_trim
from moke.media.models import BlurWork, Recording, Replacement, TrimWork
from moke.media.models.rework import Rework
from moke.media.parts import parts_name
from moke.media.plan import EncodePlan, plan_encodes, without_copy
from moke.media.probe import Probe, probe
from moke.media.problems import RecordingError
from moke.media.stamp import begun_by
from moke.media.transcode import Encoded, copied_boundaries_s, transcode
from moke.media.trim import Trim


def replace(*, recording: Recording) -> datetime | None:
    """Look at the new file, or put it in place; return when to look again, if ever.

    May run twice, at once or after a crash.
    """
    wanted = Replacement.objects.filter(recording=recording, state=Replacing.LOOKING)
    looked_at = wanted.exclude(recording__state=State.DELETED).first()
    if looked_at:
        return _look(looked_at)
    way = Way(Replacement, is_made=lambda work: bool(work.attempt), make=_make, settle=_settle)
    return rework(recording=recording, way=way)


def _look(work: Replacement) -> datetime | None:
    """Find out how long the new film is, for its author to decide."""
    same = Replacement.objects.filter(pk=work.pk, source=work.source, state=Replacing.LOOKING)
    now = timezone.now()
    try:
        check_room(bytes_to_fetch(name=work.source))
        with (
            helper_folder(key=work.recording.key) as folder,
            local_source(name=work.source, folder=folder) as film,
        ):
            plan = plan_encodes(probe(film))
    except StoreAway:
        return now + LATER
    except FileNotFoundError:
        same.update(state=Replacing.FAILED, problem=Problem.GONE, changed_at=now)
    except RecordingError as error:
        if error.problem == Problem.NO_SPACE:
            return now + LATER
        same.update(state=Replacing.FAILED, problem=error.problem, changed_at=now)
    else:
        length_ms = round(plan.duration_s * 1000)
        same.update(state=Replacing.CHOOSING, length_ms=length_ms, changed_at=now)
    return None


def _make(work: Rework, reporter: ReworkReporter) -> None:
    asked = Replacement.objects.get(pk=work.pk)
    with work_folder(key=reporter.recording.key, attempt=reporter.lease) as folder:
        try:
            found, encoded = _encoded(asked, reporter, folder)
        except FileNotFoundError as error:
            if has_source(name=asked.source, size_bytes=asked.size_bytes):
                raise
            raise RecordingError(Problem.GONE) from error
        reporter.note(percent=99, time_left_s=None)
        if not publish(
            recording=reporter.recording,
            lease=reporter.lease,
            attempt=uuid.uuid4().hex,
            folder=folder / "set",
            encoded=encoded,
            on_progress=reporter.hold,
            carry=partial(_carry, asked, found, encoded),
        ):
            raise LeaseLost


def _encoded(asked: Replacement, reporter: ReworkReporter, folder: Path) -> tuple[Probe, Encoded]:
    check_room(bytes_to_fetch(name=asked.source))
    with local_source(name=asked.source, folder=folder, on_progress=reporter.hold) as film:
        found = probe(film)
        return found, _encode(asked, reporter, plan_encodes(found), film, folder)


def _encode(
    asked: Replacement, reporter: ReworkReporter, plan: EncodePlan, film: Path, folder: Path
) -> Encoded:
    check_room(plan.likely_bytes)
    seams_s = copied_boundaries_s(plan, film, folder / "first", reporter.hold)
    plan = plan if seams_s else without_copy(plan)
    chunks = find_chunks(plan, film, seams_s)
    # Another file that was sent meanwhile may be as large and as long.
    name = f"{parts_name(plan, film.stat().st_size, chunks)}-{Path(asked.source).name}"
    made = folder / "set"
    made.mkdir()
    reporter.begin()
    return transcode(
        plan,
        film,
        made,
        parts_folder(key=reporter.recording.key, name=name),
        reporter.tell,
        chunks=chunks,
        boundaries_s=seams_s,
    )


def _carry(
    asked: Replacement, found: Probe, encoded: Encoded, recording: Recording, attempt: str
) -> None:
    """Take all that has a time over to the new film, and make the new file the recording's own."""
    demand_wanted(asked)
    work = Replacement.objects.get(pk=asked.pk)
    wanted = Trim(work.start_ms, work.start_ms + round(encoded.duration_s * 1000))
    trim_captions(recording=recording, attempt=attempt, trim=wanted)
    trim_drafts(recording=recording, trim=wanted)
    trim_positions(recording=recording, trim=wanted)
    trim_poster(recording=recording, trim=wanted)
    work.boxes = _boxes_to_decide(work, recording, wanted) if encoded.height_px else []
    recording.is_held_back = recording.is_held_back or bool(work.boxes)
    moved = follow_trim(recording=recording, trim=wanted)
    note = {"from": wanted.start_ms, "to": wanted.end_ms, **moved}
    work.moved = [*work.moved, *_moved_before(recording), note]
    BlurWork.objects.filter(recording=recording).delete()
    work.old_source, recording.source = recording.source, work.source
    recording.original_name, recording.size_bytes = work.original_name, work.size_bytes
    recording.source_is_locked = False
    recording.skipped_ms, recording.kept_ms = 0, None
    recording.zero_ms += wanted.start_ms
    recording.possible_starts = begun_by(found.possible_starts, skip_s=0)
    work.source, work.attempt = "", attempt
    work.save()


def _boxes_to_decide(work: Replacement, recording: Recording, wanted: Trim) -> list[list[float]]:
    """What the film before had burnt in, and what was not decided before that, where it is now."""
    boxes = recording.blur_boxes
    rows = [*work.boxes, *boxes.values_list("start_ms", "end_ms", "left", "top", "width", "height")]
    boxes.all().delete()
    return wanted.moved_boxes(rows)


def _moved_before(recording: Recording) -> list[dict]:
    """What trims of the film before had moved: they say nothing of the new one."""
    work = TrimWork.objects.filter(recording=recording).first()
    if work is None:
        return []
    work.delete()
    return list(work.moved)


def _settle(work: Rework) -> None:
    recording = work.recording
    remove_parts(key=recording.key)
    remove_attempts(key=recording.key, keep={recording.published_attempt})
    replaced = Replacement.objects.get(pk=work.pk)
    if replaced.old_source:
        recordings_storage().delete(replaced.old_source)
        Replacement.objects.filter(pk=work.pk).update(old_source="")
    end_rework(work, ReworkState.DONE)
