"""What every answer goes through: policies of content and devices, and compression."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

COMPRESSED = {"text/html", "text/plain", "text/css", "text/javascript", "application/json"}


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


NO_DEVICES = "camera=(), geolocation=(), microphone=()"
MICROPHONE_ALONE = "camera=(), geolocation=(), microphone=(self)"
"""For pages on which people record their voice."""


class DevicePolicyMiddleware:
    """Keep camera, microphone and place from all pages but those that ask for one of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NO_DEVICES)
        return response


class PageCompressionMiddleware(GZipMiddleware):
    """Compress pages, fragments and data; leave streams, pictures and recordings as they are.

    A page holds a CSRF token and may repeat words of its address, which is what the BREACH
    attack needs. Django masks the token anew in each answer and adds up to 100 random bytes
    to what it compresses, so that lengths tell nothing.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in COMPRESSED:
            return response
        return super().process_response(request, response)
