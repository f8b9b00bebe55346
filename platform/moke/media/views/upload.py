from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from wagtail.api.v3.auth import BearerTokenAuth

from moke.media.uploads import TusDoor

METHODS = {"OPTIONS", "POST", "HEAD", "PATCH", "DELETE"}


@csrf_exempt
def uploads(request: HttpRequest, upload_id: str = "") -> HttpResponse:
    """Speak tus with a page (session and CSRF token) or a recorder (API token alone)."""
    if request.method == "OPTIONS":
        return _answer(request)
    if "Authorization" in request.headers:
        if BearerTokenAuth()(request) is None:
            text = _("This token is not valid.")
            return _refuse(HTTPStatus.UNAUTHORIZED, text, {"WWW-Authenticate": "Bearer"})
        return _serve(request)
    if not request.user.is_authenticated:
        return _refuse(HTTPStatus.UNAUTHORIZED, _("Please sign in again."))
    return _serve_page(request)


def _serve(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and request.user.is_student:
        return _refuse(HTTPStatus.FORBIDDEN, _("Only teachers can upload recordings."))
    return _answer(request)


_serve_page = csrf_protect(_serve)


def _answer(request: HttpRequest) -> HttpResponse:
    method = _method_of(request)
    if method not in METHODS:
        allow = {"Allow": ", ".join(sorted(METHODS))}
        return _refuse(HTTPStatus.METHOD_NOT_ALLOWED, "", allow)
    door = TusDoor(
        person=request.user,
        base_path=reverse("media:uploads"),
        max_bytes=settings.MOKE_MAX_UPLOAD_BYTES,
    )
    status, headers, text = door.answer(method, request.path, dict(request.headers), request)
    return HttpResponse(
        text, status=status, headers=headers, content_type="text/plain; charset=utf-8"
    )


def _method_of(request: HttpRequest) -> str:
    """Return the method, or the one that a client behind a narrow proxy tunnels through POST."""
    tunnelled = request.headers.get("X-HTTP-Method-Override", "").strip().upper()
    if request.method == "POST" and tunnelled in {"PATCH", "DELETE", "HEAD"}:
        return tunnelled
    return request.method or ""


def _refuse(status: HTTPStatus, text: str, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(
        text,
        status=status,
        headers={"Tus-Resumable": TusDoor.TUS_VERSION, **(headers or {})},
        content_type="text/plain; charset=utf-8",
    )
