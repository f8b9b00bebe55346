"""The content security policy, looser where Wagtail's admin needs it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.csp import CSP


class AdminPolicyMiddleware:
    """Allow the inline scripts of Wagtail's admin, on its pages alone.

    Stands after `ContentSecurityPolicyMiddleware`, which reads what `csp_override` would set.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")
        self.policy = settings.SECURE_CSP | {
            "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(self.admin):
            response._csp_config = self.policy
        return response
