"""What an author had changed about a recording, for whatever is made from its file."""

from dataclasses import replace

from moke.media.blur import Blur
from moke.media.copying import Hindrance
from moke.media.models import BlurBox, Recording
from moke.media.plan import EncodePlan, without_copy
from moke.media.trim import trimmed


def with_edits(plan: EncodePlan, *, recording: Recording, is_source: bool = True) -> EncodePlan:
    """Return the plan without what was cut away, and with the boxes burnt in; nothing is copied.

    `is_source` is false where the plan is for a file that was cut already. For who holds the
    recording: somebody may have cut it since it was looked up.
    """
    recording.refresh_from_db(fields=["skipped_ms", "kept_ms"])
    if is_source and (recording.skipped_ms or recording.kept_ms is not None):
        plan = trimmed(plan, recording.skipped_ms / 1000, _end_s(recording))
    blurs = tuple(as_blur(box) for box in recording.blur_boxes.all())
    return (
        replace(without_copy(plan, Hindrance.EDITED), blurs=blurs)
        if blurs and plan.picture
        else plan
    )


def as_blur(box: BlurBox) -> Blur:
    """Return a box as encodes need it."""
    start_s, end_s = box.start_ms / 1000, box.end_ms / 1000
    return Blur(start_s, end_s, box.left, box.top, box.width, box.height)


def _end_s(recording: Recording) -> float | None:
    if recording.kept_ms is None:
        return None
    return (recording.skipped_ms + recording.kept_ms) / 1000
