"""From marks in the room to comments at their seconds of the recording."""

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from research.domain.change import next_change
from research.domain.comment import write_comment
from research.domain.moment import shift_since
from research.models import Comment, LiveLesson, LiveMark

MARKS = uuid.UUID("5d1e3c1e-8a55-4c0e-9d0c-3b6f4d1b6f11")
"""Names the space of the tokens that comments have which were marks."""
MOST_SHIFT_MS = 3 * 3600 * 1000
NEAR = datetime.timedelta(hours=1)
"""A camera is started so long before or after the lesson, at the most."""


def suggest_start(*, live: LiveLesson) -> datetime.datetime | None:
    """Return when the recording begins by the stamp in its file; None where that says nothing new.

    Of several possible moments the one nearest to the lesson's start, and none that is an hour
    off. Clocks of cameras are wrong, and so may this be: it is for the author to confirm.
    """
    stamps = map(datetime.datetime.fromisoformat, live.take.recording.possible_starts)
    near = [at for at in stamps if abs(at - live.started_at) <= NEAR]
    found = min(near, key=lambda at: abs(at - live.started_at), default=None)
    is_new = found and abs(found - live.begins_at) >= datetime.timedelta(seconds=1)
    return found if is_new else None


@transaction.atomic
def align_marks(
    *,
    live: LiveLesson,
    recorded_from: datetime.datetime,
    shift_ms: int,
    zero_ms: int | None = None,
) -> int:
    """Say when the recording begins, and by how much all marks are moved, later with plus.

    Comments that were marks follow, at most to an end of the recording; one that is drawn on
    stays at its picture. Returns how many followed. `recorded_from` was read where moments
    counted from `zero_ms`, as `shift_since` says. Raises ValidationError where the recording
    cannot be played and, by field, for what lies hours off the lesson.
    """
    change = next_change(lesson_id=live.take.lesson_id)
    _check_playable(live)
    shifted_ms = shift_since(take=live.take, zero_ms=zero_ms)
    recorded_from -= datetime.timedelta(milliseconds=shifted_ms)
    if abs(recorded_from - live.started_at) > datetime.timedelta(milliseconds=MOST_SHIFT_MS):
        message = _("The recording begins within three hours of the lesson’s start.")
        raise ValidationError({"recorded_from": message})
    if abs(shift_ms) > MOST_SHIFT_MS:
        raise ValidationError({"shift": _("Marks are moved by three hours at the most.")})
    live.recorded_from, live.shift_ms = recorded_from, shift_ms
    live.save(update_fields=["recorded_from", "shift_ms"])
    return _move_placed(live, change)


def _move_placed(live: LiveLesson, change: int) -> int:
    placed = Comment.objects.filter(mark__live=live, sketch=None).select_related("mark")
    moved = []
    for comment in placed:
        start_ms = min(max(live.second_of(comment.mark.at), 0), _end_ms(live))
        if start_ms != comment.start_ms:
            comment.start_ms, comment.change = start_ms, change
            moved.append(comment)
    Comment.objects.bulk_update(moved, ["start_ms", "change"])
    return sum(comment.deleted_at is None for comment in moved)


@transaction.atomic
def place_marks(*, live: LiveLesson) -> int:
    """Turn all marks within the recording into comments of their authors; say how many.

    Those outside of it stay marks. Whoever placed them, words stay their author's, and what
    was for them alone stays so. Twice changes nothing. Raises ValidationError where the lesson
    still runs, its recording cannot be played, or the round is closed to an author.
    """
    next_change(lesson_id=live.take.lesson_id)  # holds the lesson first, as trimming does
    LiveLesson.objects.select_for_update().get(pk=live.pk)
    if live.is_running:
        raise ValidationError(_("The lesson still runs. End it first."))
    _check_playable(live)
    inside = [mark for mark in _unplaced(live) if lies_within(live=live, mark=mark)]
    for mark in inside:
        _place(live, mark)
    return len(inside)


def _unplaced(live: LiveLesson) -> QuerySet[LiveMark]:
    """The marks that have not become comments, in order."""
    return LiveMark.objects.filter(live=live, placed_at=None).select_related("author")


def lies_within(*, live: LiveLesson, mark: LiveMark) -> bool:
    """Whether the mark's second is one of the recording's."""
    return 0 <= live.second_of(mark.at) <= _end_ms(live)


def words_of(*, mark: LiveMark) -> str:
    """What a comment says that was a mark: one without words says where it comes from."""
    return mark.body or _("Marked in the classroom.")


def _check_playable(live: LiveLesson) -> None:
    if not live.take.recording.is_ready:
        raise ValidationError(_("The recording of this take cannot be played yet."))


def _end_ms(live: LiveLesson) -> int:
    return int((live.take.recording.duration_s or 0) * 1000)


def _place(live: LiveLesson, mark: LiveMark) -> None:
    mark.comment = write_comment(
        take=live.take,
        author=mark.author,
        kind=mark.kind,
        start_ms=live.second_of(mark.at),
        body=words_of(mark=mark),
        private=mark.private,
        token=uuid.uuid5(MARKS, str(mark.pk)),
    )
    mark.placed_at = timezone.now()
    mark.save(update_fields=["comment", "placed_at"])
