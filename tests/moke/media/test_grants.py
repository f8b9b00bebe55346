import base64
import hashlib
import time
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from moke.media.grants import MARK_COOKIE, UNTIL_COOKIE, Standing, check_grant, give_grant, secret

KEY = uuid4()


@pytest.fixture
def given(settings):
    """Return the cookies of a grant for a session."""

    def give(session="session-a", key=KEY):
        request = RequestFactory().post("/")
        request.COOKIES = {settings.SESSION_COOKIE_NAME: session} if session else {}
        response = HttpResponse()
        give_grant(request=request, response=response, recording_key=key)
        return response.cookies

    return give


def standing_of(settings, cookies, *, session="session-a", key=KEY):
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in cookies.items()}
    if session:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = session
    return check_grant(request=request, recording_key=key)


def test_grant_is_good_for_its_viewer_and_recording_alone(given, settings):
    cookies = given()
    assert standing_of(settings, cookies) == Standing.GOOD
    assert standing_of(settings, cookies, session="session-b") == Standing.WRONG
    assert standing_of(settings, cookies, session="") == Standing.WRONG
    assert standing_of(settings, cookies, key=uuid4()) == Standing.WRONG
    assert standing_of(settings, {}) == Standing.WRONG


def test_grant_without_a_session_does_not_serve_one(given, settings):
    cookies = given(session="")
    assert standing_of(settings, cookies, session="") == Standing.GOOD
    assert standing_of(settings, cookies) == Standing.WRONG


def test_grant_expires_and_cannot_be_stretched(given, settings):
    settings.MOKE_GRANT_LIFETIME_S = -1
    cookies = given()
    assert standing_of(settings, cookies) == Standing.EXPIRED
    cookies[UNTIL_COOKIE] = str(int(time.time()) + 3600)
    assert standing_of(settings, cookies) == Standing.WRONG


def test_grant_cookies_are_hidden_and_scoped(given):
    for morsel in given().values():
        assert morsel["path"] == f"/media/recordings/{KEY}/"
        assert morsel["httponly"] is True
        assert morsel["samesite"] == "Lax"


def test_grant_is_what_nginx_computes(given):
    cookies = given()
    words = f"{cookies[UNTIL_COOKIE].value} {KEY} session-a {secret()}"
    md5 = base64.urlsafe_b64encode(hashlib.md5(words.encode()).digest()).decode().rstrip("=")
    assert cookies[MARK_COOKIE].value == md5


def test_borders_between_the_words_of_a_grant_cannot_be_moved(given, settings):
    """Whoever has no account chooses the session; it must not name another recording."""
    other = uuid4()
    cookies = given(session=f"{other} x")
    cookies[UNTIL_COOKIE] = f"{cookies[UNTIL_COOKIE].value} {KEY}"
    assert standing_of(settings, cookies, session="x", key=other) == Standing.WRONG
