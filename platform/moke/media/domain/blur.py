"""Asking for faces to be blurred, and holding a recording back until they are."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from moke.media.blur import Blur
from moke.media.domain.rework import begin_rework, is_reworked
from moke.media.enums import WANTS_REWORK, Blurring, State
from moke.media.models import BlurBox, BlurWork, Recording, Replacement
from moke.media.tasks import blur_recording

MOST_BOXES = 100
LEAST_SHARE = ROUNDED_SHARE = 0.01
ROUNDED_MS = 500
"""Players round: a box may end this far beyond the recording."""


@transaction.atomic
def ask_to_blur(*, recording: Recording, boxes: Sequence[Blur], hold_back: bool) -> None:
    """Have the boxes burnt into the recording; with `hold_back` nobody else sees it until then.

    Raises ValidationError where there is nothing to blur, a box lies outside the recording or
    its picture, or the recording is still at work.
    """
    current = Recording.objects.select_for_update().get(pk=recording.pk)
    if current.state != State.READY or not current.is_ready or not current.has_picture:
        raise ValidationError(
            _("The recording can be blurred once all of it is encoded. Please wait a moment.")
        )
    if is_reworked(recording=current):
        raise ValidationError(
            _("This recording is being changed already. Please wait until it is.")
        )
    if not boxes:
        raise ValidationError(_("Draw a box first, over what nobody shall recognise."))
    if current.blur_boxes.count() + len(boxes) > MOST_BOXES:
        raise ValidationError(_("A recording can have at most 100 boxes."))
    end_ms = round((current.duration_s or 0) * 1000)
    BlurBox.objects.bulk_create(_checked(current, blur, end_ms) for blur in boxes)
    if hold_back:
        _hold(current, is_held_back=True)
    _decide_about_old_boxes(current)
    _begin(current)


@transaction.atomic
def retry_blurring(*, recording: Recording) -> bool:
    """Try once more what failed; return whether there was reason to."""
    if not BlurWork.objects.filter(recording=recording, state=Blurring.FAILED).exists():
        return False
    _begin(recording)
    return True


def hold_back(*, recording: Recording) -> None:
    """Let nobody but its owner watch the recording, within a minute."""
    _hold(recording, is_held_back=True)


def show_again(*, recording: Recording) -> None:
    """Let those watch the recording again who may."""
    _hold(recording, is_held_back=False)
    _decide_about_old_boxes(recording)


def boxes_to_decide(*, recording: Recording) -> list[Blur]:
    """Return the boxes of the film before: its author has not said where they belong now."""
    work = Replacement.objects.filter(recording=recording).first()
    rows = work.boxes if work else []
    return [Blur(start / 1000, end / 1000, *sides) for start, end, *sides in rows]


def resume_blurrings() -> int:
    """Ask again for all that is to be blurred; return how many. Harmless."""
    waiting = BlurWork.objects.filter(state__in=WANTS_REWORK)
    ids = list(waiting.values_list("recording_id", flat=True))
    for recording_id in ids:
        blur_recording.enqueue(recording_id)
    return len(ids)


def _begin(recording: Recording) -> None:
    begin_rework(kind=BlurWork, recording=recording)
    blur_recording.enqueue(recording.pk)


def _decide_about_old_boxes(recording: Recording) -> None:
    Replacement.objects.filter(recording=recording).update(boxes=[])


def _hold(recording: Recording, *, is_held_back: bool) -> None:
    Recording.objects.filter(pk=recording.pk).update(is_held_back=is_held_back)
    recording.is_held_back = is_held_back


def _checked(recording: Recording, blur: Blur, end_ms: int) -> BlurBox:
    start_ms, last_ms = round(blur.start_s * 1000), round(blur.end_s * 1000)
    if last_ms > end_ms + ROUNDED_MS or not 0 <= start_ms < min(last_ms, end_ms):
        raise ValidationError(_("A box ends after it begins, and within the recording."))
    right, bottom = blur.left + blur.width, blur.top + blur.height
    fits = max(right, bottom) <= 1 + ROUNDED_SHARE
    width, height = min(blur.width, 1 - blur.left), min(blur.height, 1 - blur.top)
    if min(blur.left, blur.top) < 0 or min(width, height) < LEAST_SHARE or not fits:
        raise ValidationError(_("A box lies within the picture and is no mere line."))
    return BlurBox(
        recording=recording,
        start_ms=start_ms,
        end_ms=min(last_ms, end_ms),
        left=blur.left,
        top=blur.top,
        width=width,
        height=height,
    )
