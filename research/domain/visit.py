"""Until where somebody has followed the talk over a take."""

from lessons.models import Take
from moke.accounts.models import User
from research.domain.round import is_blind_to
from research.models import Visit


def keep_visit(*, take: Take, person: User, change: int) -> None:
    """Note that somebody leaves the room having seen all up to a change; it never goes back.

    Who still writes alone has not seen what the others said: nothing is noted for them.
    """
    if is_blind_to(take=take, person=person):
        return
    visit, _is_new = Visit.objects.get_or_create(
        take=take, person=person, defaults={"change": change}
    )
    if visit.change < change:
        visit.change = change
        visit.save()
