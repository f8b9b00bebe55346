"""Letters to reviewers whose round was extended, closed or opened again."""

from django.urls import reverse

from lessons.models import Invitation, Take
from moke.accounts.models import User
from moke.media.enums import State
from research.domain.letter import send_letter
from research.enums import RoundEvent


def write_of_round(*, take: Take, event: RoundEvent, by: User) -> int:
    """Tell who has not finished what happened to the round, and say how many letters went out.

    Whoever did it knows, and who has no recording to watch yet, or no address, gets none.
    """
    asked = Invitation.objects.filter(
        take=take, done_at=None, person__is_active=True, take__recording__state=State.READY
    )
    asked = asked.exclude(person__email="").exclude(person=by)
    return sum(
        send_letter(
            person=invitation.person,
            words="research/letters/round",
            path=reverse("research:room", args=[take.pk]),
            context={"invitation": invitation, "event": event, "by": by},
        )
        for invitation in asked.select_related("person", "take__lesson")
    )
