from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from moke.accounts.domain.language import choose_language

ONE_YEAR_S = 365 * 24 * 3600


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on, and return to the page where it was chosen."""
    destination = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        destination, {request.get_host()}, require_https=request.is_secure()
    ):
        destination = resolve_url("home")
    response = HttpResponseRedirect(destination)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        remember_language(response, chosen)
        if request.user.is_authenticated:
            choose_language(person=request.user, language=chosen)
    return response


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the choice in the browser, for the pages before signing in."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=ONE_YEAR_S, samesite="Lax")
