"""Who watches what of a take."""

from django.db.models import OuterRef, QuerySet, Subquery

from lessons.models import Invitation, Take
from moke.accounts.models import User
from research.domain.portion import Viewpoint, read_portion
from research.models import Observation, Portion


def with_portions(invitations: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """The invitations, each with `portion`: the viewpoints that are the person's, or None."""
    own = Portion.objects.filter(take=OuterRef("take"), person=OuterRef("person"))
    return invitations.annotate(portion=Subquery(own.values("viewpoints")[:1]))


def observers_of(take: Take) -> list[User]:
    """Who is asked to watch the take and has not handed in a form, as they were asked."""
    done = Observation.objects.filter(take=take, handed_in_at__isnull=False)
    asked = take.invitations.exclude(person__in=done.values("observer"))
    return [one.person for one in asked.select_related("person").order_by("pk")]


def shares_of(take: Take) -> dict[Viewpoint, User]:
    """Which of those who are asked watches which viewpoint."""
    portions = Portion.objects.filter(take=take, person__in=take.invitations.values("person"))
    portions = portions.select_related("person").order_by("pk")
    return {point: one.person for one in portions for point in read_portion(one.viewpoints)}
