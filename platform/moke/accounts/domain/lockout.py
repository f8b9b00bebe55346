"""Whose failed sign-ins are counted together."""

from axes.utils import reset
from django.db.models import Q
from django.http import HttpRequest

from moke.accounts.models import User

MAX_LENGTH = 150


def account_name(request: HttpRequest, credentials: dict | None = None) -> str:
    """The user name of the account that somebody tries to enter.

    User name and e-mail of one person count together. What belongs to nobody, or to
    several people, counts under the words that were typed. Called by django-axes, with
    the credentials of an attempt or with the form alone.
    """
    given = credentials or {}
    typed = given.get("login") or given.get("username") or given.get("email")
    typed = (typed or request.POST.get("login", "")).strip()[:MAX_LENGTH].lower()
    names = list(
        User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).values_list(
            "username", flat=True
        )[:2]
    )
    return names[0].lower() if typed and len(names) == 1 else typed


def lift_lock(*, person: User) -> None:
    """Forget the person's failed sign-ins, wherever they were tried."""
    reset(username=person.username.lower())
