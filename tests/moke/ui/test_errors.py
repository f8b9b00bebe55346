import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client
from django.urls import include, path


def _raise(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("bad/", _raise(SuspiciousOperation("bent"))),
    path("denied/", _raise(PermissionDenied())),
    path("gone/", _raise(Http404())),
    path("broken/", _raise(RuntimeError("fault"))),
    path("form/", lambda request: None, name="form"),
    path("", include("moke.urls")),
]


@pytest.fixture
def visitor():
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/bad/", 400, "The request could not be read"),
        ("/denied/", 403, "This step is not open to you"),
        ("/gone/", 404, "There is nothing at this address"),
        ("/broken/", 500, "Something broke on our side"),
    ],
)
def test_error_page_says_what_happened_without_the_database(visitor, address, status, heading):
    answer = visitor.get(address)
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in page
    assert '<a class="button primary" href="/">' in page


@pytest.mark.urls(__name__)
def test_form_without_token_is_told_what_to_do(visitor):
    answer = visitor.post("/form/", {"title": "x"})
    assert answer.status_code == 403
    assert "<h1>This form has grown old</h1>" in answer.content.decode()
