from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from moke.accounts.domain.language import choose_language
from moke.ui.destination import destination_of

ONE_YEAR_S = 365 * 24 * 3600


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on, and return to the page where it was chosen."""
    response = HttpResponseRedirect(destination_of(request))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        remember_language(response, chosen)
        if request.user.is_authenticated:
            choose_language(person=request.user, language=chosen)
    return response


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the choice in the browser, for the pages before signing in."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=ONE_YEAR_S, samesite="Lax")
