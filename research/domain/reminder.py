"""Letters to reviewers: that they are asked, and that the day is near."""

import datetime

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from lessons.models import Invitation
from moke.media.enums import State
from research.domain.letter import send_letter

CHANGE_OF_MIND = datetime.timedelta(minutes=10)
"""An invitation that is withdrawn within it is never told of."""
NEWS = datetime.timedelta(days=1)
"""Who could watch longer ago has seen it on their home page."""
AHEAD = datetime.timedelta(days=1)
"""So long before the due day people are reminded."""


def write_to_reviewers() -> int:
    """Write to whom nobody has written yet, and say how many letters went out.

    Those who have finished, whose round is closed or who have no address get none. A letter
    that could not be sent is tried again the next time.
    """
    sent = 0
    for invitation in _newly_invited():
        sent += _write(invitation, "research/letters/invited", "told_at")
    for invitation in _nearly_due():
        sent += _write(invitation, "research/letters/due", "reminded_at")
    return sent


def _unfinished() -> QuerySet[Invitation]:
    return (
        Invitation.objects.filter(
            done_at=None,
            person__is_active=True,
            take__round__closed_at=None,
            take__recording__state=State.READY,
        )
        .exclude(person__email="")
        .select_related("person", "invited_by", "take__lesson")
    )


def _newly_invited() -> QuerySet[Invitation]:
    """Invited of late, or to a recording that has become ready, or changed, of late."""
    now = timezone.now()
    is_news = Q(created_at__gt=now - NEWS) | Q(take__recording__changed_at__gt=now - NEWS)
    asked = _unfinished().filter(told_at=None, created_at__lte=now - CHANGE_OF_MIND)
    return asked.filter(is_news)


def _nearly_due() -> QuerySet[Invitation]:
    today = timezone.localdate()
    due = _unfinished().filter(reminded_at=None, due_on__range=(today, today + AHEAD))
    return due.filter(created_at__date__lt=F("due_on"))


def _write(invitation: Invitation, words: str, noted_in: str) -> bool:
    is_sent = send_letter(
        person=invitation.person,
        words=words,
        path=reverse("research:room", args=[invitation.take_id]),
        context={"invitation": invitation},
    )
    if is_sent:
        noted = {noted_in: timezone.now()}
        Invitation.objects.filter(pk=invitation.pk).update(**noted)
    return is_sent
