"""Lessons that are observed in the room: their codes, their seats and their end."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lessons.domain.invitation import usual_terms
from lessons.models import Invitation, Take
from moke.accounts.models import User
from research.domain.round import join_review
from research.models import LiveLesson, LiveSeat
from research.models.live import LASTS

DIGITS = 6


@transaction.atomic
def start_live(*, take: Take, by: User) -> LiveLesson:
    """Begin to observe a take in the room; give the seat code that opens it.

    One that runs stays as it is. One that was ended too early goes on with a new code, within
    three hours of its start. Raises ValidationError after that, and for a take that has its
    recording.
    """
    join_review(take=take, lead=by)
    Take.objects.select_for_update(of=("self",)).get(pk=take.pk)
    found = LiveLesson.objects.filter(take=take).first()
    if found and found.is_running:
        return found
    if take.recording.is_ready:
        raise ValidationError(_("This take has its recording: colleagues comment on that."))
    if found is None:
        return LiveLesson.objects.create(take=take, started_by=by, code=_new_code())
    if not found.can_go_on:
        raise ValidationError(_("This lesson is over. Open another take for the next one."))
    found.code, found.ended_at = _new_code(), None
    found.save(update_fields=["code", "ended_at"])
    return found


def end_live(*, live: LiveLesson) -> None:
    """End the lesson; its code opens nothing any more. Ending twice changes nothing."""
    ended_at = min(timezone.now(), live.started_at + LASTS)
    LiveLesson.objects.filter(pk=live.pk, ended_at=None).update(ended_at=ended_at, code=None)


def find_live(*, code: str, person: User) -> LiveLesson:
    """Return the running lesson that the code opens to the person, written in any digits.

    Raises ValidationError where there is none.
    """
    digits = "".join(str(int(sign)) for sign in code if sign.isdecimal())
    running = LiveLesson.objects.running().filter(code=digits)
    if person.is_guest:
        running = running.filter(take=person.guest_take_id)
    found = running.select_related("take__lesson").first()
    if found is None:
        message = _("No lesson that runs now has this code. Look at its digits once more.")
        raise ValidationError(message)
    return found


@transaction.atomic
def take_seat(*, live: LiveLesson, person: User) -> LiveSeat:
    """Let somebody in who has the code: they are invited to review the take, too.

    A second time changes nothing. Raises ValidationError for the author and for people who
    neither teach nor are guests.
    """
    if person.pk == live.take.lesson.author_id:
        raise ValidationError(_("You teach this lesson. Colleagues observe it with this code."))
    if not (person.is_guest or person.is_teacher):
        raise ValidationError(_("Teachers observe with this code."))
    terms = {"invited_by": live.started_by, **usual_terms(live.take)}
    Invitation.objects.get_or_create(take=live.take, person=person, defaults=terms)
    return LiveSeat.objects.get_or_create(live=live, person=person)[0]


def _new_code() -> str:
    """A code that opens no other lesson; those of lessons that have run out are free again."""
    over = LiveLesson.objects.filter(started_at__lte=timezone.now() - LASTS)
    over.exclude(code=None).update(code=None)
    taken = set(LiveLesson.objects.exclude(code=None).values_list("code", flat=True))
    while True:
        code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
        if code not in taken:
            return code
