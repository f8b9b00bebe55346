from datetime import datetime
from math import ceil

from axes.helpers import get_client_ip_address, get_cool_off
from axes.models import AccessAttempt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from moke.accounts.domain.lockout import account_name

MINUTE_S = 60


def locked_out(
    request: HttpRequest, _refused: HttpResponse | None, credentials: dict | None
) -> HttpResponse:
    """Say why signing in is refused, and when to try again."""
    until = _locked_until(request, credentials)
    wait_s = max(1, ceil((until - timezone.now()).total_seconds()))
    context = {"until": until, "minutes": ceil(wait_s / MINUTE_S)}
    response = render(request, "account/locked_out.html", context, status=429)
    response.headers["Retry-After"] = str(wait_s)
    return response


def _locked_until(request: HttpRequest, credentials: dict | None) -> datetime:
    last_failure = (
        AccessAttempt.objects.filter(
            username=account_name(request, credentials), ip_address=get_client_ip_address(request)
        )
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    return (last_failure or timezone.now()) + get_cool_off(request)
