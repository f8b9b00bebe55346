"""Where a form leads back to."""

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def destination_of(request: HttpRequest) -> str:
    """Return the page that `next` names in form or address, or home: never one of another site."""
    destination = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(
        destination, {request.get_host()}, require_https=request.is_secure()
    ):
        return destination
    return resolve_url("home")
