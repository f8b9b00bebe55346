"""The content security policy, looser where Wagtail's admin needs it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override


class AdminPolicyMiddleware:
    """Allow the inline scripts of Wagtail's admin, on its pages alone.

    Stands after `ContentSecurityPolicyMiddleware`, as a view that overrides the policy would.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        loosened: dict[str, Any] = settings.SECURE_CSP | {
            "script-src": [CSP.SELF, CSP.UNSAFE_INLINE]
        }
        self.get_response = get_response
        self.get_admin_response = csp_override(loosened)(get_response)
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(self.admin):
            return self.get_admin_response(request)
        return self.get_response(request)
