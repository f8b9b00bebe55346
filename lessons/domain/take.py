"""Opening a take: its number, the plan as it stands, and a place for its recording."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lessons.domain.audience import serve_many
from lessons.domain.queries.inbox import inbox
from lessons.models import LessonPage, Take
from moke.accounts.models import User
from moke.media.enums import State
from moke.media.models import Recording


@transaction.atomic
def open_take(
    *,
    lesson: LessonPage,
    by: User,
    taught_on: datetime.date,
    class_name: str,
    change_note: str = "",
    recording: Recording | None = None,
) -> Take:
    """Open the next take of a lesson and freeze the plan's latest revision in it.

    `recording` is one of the author's that belongs to no take yet; without it a new one
    waits for its file. A take that still waits for its file is changed and handed back, so
    that clicking twice does not open two. The number of a deleted take is not given again.
    Raises ValidationError, by field.
    """
    lesson = LessonPage.objects.select_for_update().get(pk=lesson.pk)
    last = lesson.takes.select_related("recording").order_by("number").last()
    waiting = last if last and last.recording.state == State.WAITING else None
    take = waiting or Take(lesson=lesson, number=last.number + 1 if last else 1)
    is_first = not lesson.takes.kept().exclude(pk=take.pk).exists()
    _check_particulars(is_first, taught_on, change_note)
    take.taught_on = taught_on
    take.class_name = class_name.strip()
    take.change_note = change_note.strip()
    take.plan = lesson.latest_revision or lesson.save_revision(user=by)
    replaced_id = take.recording_id
    _give_recording(take, recording)
    take.save()
    if replaced_id != take.recording_id:
        Recording.objects.filter(pk=replaced_id, state=State.WAITING).delete()
    serve_many(lesson=lesson)
    return take


def _check_particulars(is_first: bool, taught_on: datetime.date, change_note: str) -> None:
    problems = {}
    if taught_on > timezone.localdate():
        problems["taught_on"] = _(
            "A take is recorded after it was taught. Choose today or a day before."
        )
    if not (is_first or change_note.strip()):
        problems["change_note"] = _("Say what changed since the last take.")
    if problems:
        raise ValidationError(problems)


def _give_recording(take: Take, recording: Recording | None) -> None:
    author = take.lesson.author
    if recording is None:
        if take.recording_id is None:
            take.recording = Recording.objects.create(owner=author)
        return
    free = inbox(author).select_for_update(of=("self",))
    try:
        take.recording = free.get(pk=recording.pk)
    except Recording.DoesNotExist as error:
        message = _("This recording already belongs to a take.")
        raise ValidationError({"recording": message}) from error
