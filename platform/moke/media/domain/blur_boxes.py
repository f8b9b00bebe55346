"""What is blurred in a recording, for whatever is made from its file."""

from dataclasses import replace

from moke.media.blur import Blur
from moke.media.models import BlurBox, Recording
from moke.media.plan import EncodePlan, without_copy


def with_blurs(plan: EncodePlan, *, recording: Recording) -> EncodePlan:
    """Return the plan with the recording's boxes burnt in, and then nothing copied."""
    blurs = tuple(as_blur(box) for box in recording.blur_boxes.all())
    return replace(without_copy(plan), blurs=blurs) if blurs and plan.picture else plan


def as_blur(box: BlurBox) -> Blur:
    """Return a box as encodes need it."""
    start_s, end_s = box.start_ms / 1000, box.end_ms / 1000
    return Blur(start_s, end_s, box.left, box.top, box.width, box.height)
