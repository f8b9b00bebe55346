"""Burning boxes into a published recording.

Only the chunks that show a new box are made anew; of the rungs that were encoded the others stay
as they lie.
"""

import uuid
from datetime import datetime

from django.utils import timezone

from moke.media.chunks import find_chunks
from moke.media.domain.edit import as_blur
from moke.media.domain.lease import LeaseLost
from moke.media.domain.publish import keep_captions, publish
from moke.media.domain.rework import (
    Desk,
    ReworkReporter,
    Way,
    boundaries_of,
    demand_wanted,
    desk_for,
    end_rework,
    let_go,
    rework,
    was_refined,
)
from moke.media.enums import ReworkState
from moke.media.files import check_room
from moke.media.models import BlurWork, Recording, Refinement
from moke.media.models.rework import Rework
from moke.media.parts import Parts
from moke.media.splice import changed_chunks, keep_others, make_changed
from moke.media.transcode import transcode


def blur(*, recording: Recording) -> datetime | None:
    """Burn a recording's boxes in; return when to look again, if ever. May run twice."""
    way = Way(BlurWork, is_made=_is_made, make=_make, settle=_settle)
    return rework(recording=recording, way=way)


def _is_made(work: Rework) -> bool:
    return bool(work.attempt) and work.attempt == work.recording.published_attempt


def _make(work: Rework, reporter: ReworkReporter) -> None:
    recording, attempt = reporter.recording, uuid.uuid4().hex
    is_refined = was_refined(recording)
    with desk_for(reporter) as desk:
        plan = desk.plan()
        check_room(plan.likely_bytes * 2)
        boundaries_s = boundaries_of(recording, plan)
        parts = desk.parts(plan, find_chunks(plan, desk.film, boundaries_s))
        _splice(parts, desk, is_in_step=bool(boundaries_s))
        encoded = transcode(
            plan,
            desk.film,
            desk.made,
            parts.folder,
            reporter.tell,
            chunks=parts.chunks,
            boundaries_s=boundaries_s,
        )
        BlurWork.objects.filter(pk=work.pk).update(attempt=attempt, percent=99, time_left_s=None)
        if not publish(
            recording=recording,
            lease=reporter.lease,
            attempt=attempt,
            folder=desk.made,
            encoded=encoded,
            on_progress=reporter.hold,
            carry=lambda current, attempt: _carry(work, current, attempt),
        ):
            raise LeaseLost
    if is_refined:
        Refinement.objects.filter(recording=recording).update(attempt=attempt)


def _splice(parts: Parts, desk: Desk, *, is_in_step: bool) -> None:
    """Make the chunks that change, then lay beside them what stays of the published rungs.

    Nothing stays where these are cut at other moments: what shows a face might be among it.
    """
    boxes, reporter = desk.recording.blur_boxes.filter(burnt_at=None), desk.reporter
    changed = changed_chunks(parts, [as_blur(box) for box in boxes])
    changed = changed if is_in_step else list(parts.chunks)
    reporter.share_now = len(changed) / max(1, len(parts.chunks))
    reporter.begin()
    make_changed(parts, changed, reporter.tell)
    keep_others(parts, desk.published(), changed, reporter.hold)
    reporter.share_before, reporter.share_now = reporter.share_now, 1 - reporter.share_now


def _carry(work: Rework, recording: Recording, attempt: str) -> None:
    demand_wanted(work)
    keep_captions(recording, attempt)


def _settle(work: Rework) -> None:
    let_go(work.recording, shows=True)
    work.recording.blur_boxes.filter(burnt_at=None).update(burnt_at=timezone.now())
    end_rework(work, ReworkState.DONE)
