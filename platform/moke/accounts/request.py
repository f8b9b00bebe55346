from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from moke.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request that came in through a door for people with an account."""

    user: User
    htmx: HtmxDetails
