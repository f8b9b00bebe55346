"""Cutting a published recording's beginning and end away.

Only the chunks at edges that are no seams of the published set are encoded; all between them is
copied, as long as its rung was encoded as the edges are. All times follow in the transaction that
publishes.
"""

import uuid
from datetime import datetime

from moke.media.chunks import find_chunks
from moke.media.domain.caption_draft import trim_drafts
from moke.media.domain.captions import trim_captions
from moke.media.domain.lease import LeaseLost
from moke.media.domain.position import trim_positions
from moke.media.domain.poster import trim_poster
from moke.media.domain.publish import publish
from moke.media.domain.rework import (
    Desk,
    ReworkReporter,
    Way,
    boundaries_of,
    demand_wanted,
    desk_for,
    end_rework,
    let_go,
    published_seams_s,
    rework,
    was_refined,
)
from moke.media.enums import ReworkState
from moke.media.files import check_room
from moke.media.followers import follow_trim
from moke.media.models import Recording, Refinement, Replacement, TrimWork
from moke.media.models.rework import Rework
from moke.media.parts import Parts
from moke.media.plan import Chunk, EncodePlan, plan_chunks
from moke.media.splice import Stretch, keep_others, make_changed
from moke.media.stamp import begun_by
from moke.media.transcode import transcode
from moke.media.trim import SAME_MOMENT_MS, Trim, trimmed


def trim(*, recording: Recording) -> datetime | None:
    """Cut a recording as it was asked for; return when to look again, if ever. May run twice."""
    way = Way(TrimWork, is_made=lambda work: bool(work.attempt), make=_make, settle=_settle)
    return rework(recording=recording, way=way)


def seams_ms(*, recording: Recording) -> list[int]:
    """Return where the recording can be cut without encoding anything. Raises StoreAway."""
    inner = [round(at_s * 1000) for at_s in published_seams_s(recording)]
    return [*inner, length_ms(recording)]


def length_ms(recording: Recording) -> int:
    """Return how long a published recording is."""
    return round((recording.duration_s or 0) * 1000)


def _make(work: Rework, reporter: ReworkReporter) -> None:
    recording, asked = reporter.recording, TrimWork.objects.get(pk=work.pk)
    wanted = Trim(asked.start_ms, asked.end_ms)
    is_refined = was_refined(recording)
    with desk_for(reporter) as desk:
        plan = _planned(desk, wanted)
        check_room(plan.likely_bytes * 2)
        chunks, changed, boundaries_s = _divided(plan, desk, wanted)
        parts = desk.parts(plan, chunks)
        _splice(parts, desk, changed, wanted)
        encoded = transcode(
            plan,
            desk.film,
            desk.made,
            parts.folder,
            reporter.tell,
            chunks=chunks,
            boundaries_s=boundaries_s,
        )
        reporter.note(percent=99, time_left_s=None)
        if not publish(
            recording=recording,
            lease=reporter.lease,
            attempt=uuid.uuid4().hex,
            folder=desk.made,
            encoded=encoded,
            on_progress=reporter.hold,
            carry=lambda current, attempt: _carry(asked, current, attempt, is_refined),
        ):
            raise LeaseLost


def _planned(desk: Desk, wanted: Trim) -> EncodePlan:
    return trimmed(desk.plan(), wanted.start_s, wanted.end_s if _ends_early(desk, wanted) else None)


def _divided(
    plan: EncodePlan, desk: Desk, wanted: Trim
) -> tuple[tuple[Chunk, ...], list[Chunk], list[float]]:
    """Return all chunks, those that have to be encoded, and where segments begin."""
    if plan.picture is None:
        return (), [], []
    seams = seams_ms(recording=desk.recording)
    is_kept = wanted.begins_at(seams), wanted.ends_at(seams)
    inside = [at_ms for at_ms in seams if wanted.start_ms < at_ms - SAME_MOMENT_MS]
    inside = [at_ms for at_ms in inside if at_ms < wanted.end_ms - SAME_MOMENT_MS]
    boundaries_s = [0.0, *(wanted.moved(at_ms) / 1000 for at_ms in inside)]
    if all(is_kept):
        return plan_chunks(plan, boundaries_s), [], boundaries_s
    if not boundaries_of(desk.recording, plan):
        boundaries_s = []
    chunks = find_chunks(plan, desk.film, boundaries_s)
    if len(chunks) == 1 or not boundaries_s:
        return chunks, list(chunks), boundaries_s
    edges = zip((chunks[0], chunks[-1]), is_kept, strict=True)
    return chunks, [chunk for chunk, is_seam in edges if not is_seam], boundaries_s


def _splice(parts: Parts, desk: Desk, changed: list[Chunk], wanted: Trim) -> None:
    """Make the edges, then lay between them what stays of the published rungs."""
    reporter = desk.reporter
    reporter.share_now = len(changed) / max(1, len(parts.chunks))
    reporter.begin()
    make_changed(parts, changed, reporter.tell)
    stretch = Stretch(wanted.start_s, wanted.end_s if _ends_early(desk, wanted) else None)
    keep_others(parts, desk.published(), changed, reporter.hold, stretch)
    reporter.share_before, reporter.share_now = reporter.share_now, 1 - reporter.share_now


def _ends_early(desk: Desk, wanted: Trim) -> bool:
    return wanted.end_ms < length_ms(desk.recording) - SAME_MOMENT_MS


def _carry(work: TrimWork, recording: Recording, attempt: str, is_refined: bool) -> None:
    """Take all that has a time over to the trimmed set, and note that it is made."""
    demand_wanted(work)
    wanted = Trim(work.start_ms, work.end_ms)
    trim_captions(recording=recording, attempt=attempt, trim=wanted)
    trim_drafts(recording=recording, trim=wanted)
    trim_positions(recording=recording, trim=wanted)
    trim_poster(recording=recording, trim=wanted)
    _trim_boxes(recording, wanted)
    _trim_replacement(recording, wanted)
    moved = follow_trim(recording=recording, trim=wanted)
    note = {"from": wanted.start_ms, "to": wanted.end_ms, **moved}
    TrimWork.objects.filter(pk=work.pk).update(attempt=attempt, moved=[*work.moved, note])
    if is_refined:
        Refinement.objects.filter(recording=recording).update(attempt=attempt)
    if wanted.end_ms < length_ms(recording) - SAME_MOMENT_MS:
        recording.kept_ms = wanted.length_ms
    elif recording.kept_ms is not None:
        recording.kept_ms -= wanted.start_ms
    recording.skipped_ms += wanted.start_ms
    recording.zero_ms += wanted.start_ms
    starts = map(datetime.fromisoformat, recording.possible_starts)
    recording.possible_starts = begun_by(starts, skip_s=wanted.start_s)


def _trim_boxes(recording: Recording, wanted: Trim) -> None:
    for box in recording.blur_boxes.all():
        span = wanted.moved_span(box.start_ms, box.end_ms)
        if span is None:
            box.delete()
            continue
        box.start_ms, box.end_ms = span
        box.save(update_fields=["start_ms", "end_ms"])


def _trim_replacement(recording: Recording, wanted: Trim) -> None:
    """Move where another file shall begin, and boxes that are to be decided."""
    work = Replacement.objects.filter(recording=recording).first()
    if work is None:
        return
    work.start_ms -= wanted.start_ms
    work.boxes = wanted.moved_boxes(work.boxes)
    work.save(update_fields=["start_ms", "boxes"])


def _settle(work: Rework) -> None:
    is_hidden_for_it = TrimWork.objects.filter(pk=work.pk, hides=True).exists()
    let_go(work.recording, shows=is_hidden_for_it)
    end_rework(work, ReworkState.DONE)
