"""Letters to people whose names colleagues wrote and who have not been in the room since."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from lessons.models import Take
from moke.accounts.models import User
from research.domain.letter import send_letter
from research.domain.queries.mention import rooms_open_to, unseen_mentions
from research.domain.reminder import CHANGE_OF_MIND, NEWS
from research.models import Mention


def write_to_mentioned() -> int:
    """Write once for each take to whom nobody has written yet; say how many letters went out.

    Who may not read the words, has seen them or has no address gets none.
    """
    fresh, sent = _fresh(), 0
    people = User.objects.filter(is_active=True, mentions__in=fresh).exclude(email="")
    for person in people.distinct():
        calls = unseen_mentions(person=person).filter(pk__in=fresh)
        takes = Take.objects.filter(
            rooms_open_to(person), pk__in=calls.order_by().values("comment__take")
        )
        for take in takes.select_related("lesson").distinct():
            sent += _write(person, take, calls.filter(comment__take=take))
    return sent


def _fresh() -> QuerySet[Mention]:
    now = timezone.now()
    return Mention.objects.filter(told_at=None, named_at__range=(now - NEWS, now - CHANGE_OF_MIND))


def _write(person: User, take: Take, calls: QuerySet[Mention]) -> bool:
    unread = list(calls.select_related("comment__author", "reply__author"))
    first = unread[0]
    path = reverse("research:room", args=[take.pk])
    is_sent = send_letter(
        person=person,
        words="research/letters/mentioned",
        path=f"{path}?near={first.comment_id}#comment-{first.comment_id}",
        context={"person": person, "take": take, "by": (first.reply or first.comment).author},
    )
    if is_sent:
        keys = [call.pk for call in unread]
        Mention.objects.filter(pk__in=keys).update(told_at=timezone.now())
    return is_sent
