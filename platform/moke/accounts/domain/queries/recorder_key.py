from django.db.models import QuerySet
from wagtail.models import APIToken

from moke.accounts.models import User


def recorder_keys(person: User) -> QuerySet[APIToken]:
    """The person's keys that still open a door, newest first."""
    return APIToken.objects.filter(user=person, revoked_at=None).order_by("-created", "-id")
