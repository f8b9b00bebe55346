"""Who may have a recording's bytes right now.

A grant binds a viewer's session, a recording and an expiry about a minute away. It travels in
two cookies scoped to the recording's path, so playlists stay static and a page renews it under
a playing video. nginx checks the same grant with

    secure_link $cookie_moke_grant,$cookie_moke_grant_until;
    secure_link_md5 "$cookie_moke_grant_until $recording $cookie_sessionid <secret>";

The secret stands last, which keeps the hash from being extended. Viewers without a session
(only ever of public lessons) are bound to the empty session: what they could hand on, anybody
may have.
"""

import base64
import hashlib
import re
import time
from enum import Enum
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

MARK_COOKIE = "moke_grant"
UNTIL_COOKIE = "moke_grant_until"
COOKIE_AGE_S = 24 * 3600  # longer than any grant, so that an expired one can be told as such
UNIX_TIME = re.compile(r"[0-9]{1,12}")
FILES_PATH = "/media/recordings/{key}/"


class Standing(Enum):
    """What a request's grant is worth."""

    GOOD = "good"
    EXPIRED = "expired"
    WRONG = "wrong"


def give_grant(*, request: HttpRequest, response: HttpResponse, recording_key: UUID) -> None:
    """Let the viewer of this request have the recording's bytes for the next minute.

    The caller has checked that they may stream it.
    """
    until = str(int(time.time()) + settings.MOKE_GRANT_LIFETIME_S)
    mark = sign(until=until, recording_key=recording_key, session_key=_session_key(request))
    for name, value in ((UNTIL_COOKIE, until), (MARK_COOKIE, mark)):
        response.set_cookie(
            name,
            value,
            max_age=COOKIE_AGE_S,
            path=FILES_PATH.format(key=recording_key),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def check_grant(*, request: HttpRequest, recording_key: UUID) -> Standing:
    """Judge the grant that a request carries, without asking the database."""
    until = request.COOKIES.get(UNTIL_COOKIE, "")
    if not UNIX_TIME.fullmatch(until):  # a space in it would move the borders between the words
        return Standing.WRONG
    mark = sign(until=until, recording_key=recording_key, session_key=_session_key(request))
    if not constant_time_compare(mark, request.COOKIES.get(MARK_COOKIE, "")):
        return Standing.WRONG
    return Standing.GOOD if int(until) >= time.time() else Standing.EXPIRED


def seconds_left(*, request: HttpRequest) -> int:
    """Return for how long a good grant lasts, at least a second."""
    return max(1, int(request.COOKIES[UNTIL_COOKIE]) - int(time.time()))


def sign(*, until: str, recording_key: UUID, session_key: str) -> str:
    """Return nginx's `secure_link` hash: md5 in unpadded URL-safe base64."""
    words = f"{until} {recording_key} {session_key} {secret()}"
    digest = hashlib.md5(words.encode(), usedforsecurity=False).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def secret() -> str:
    """Return the secret that nginx needs, derived from the secret key."""
    return salted_hmac("moke.media.grants", "secure_link", algorithm="sha256").hexdigest()


def _session_key(request: HttpRequest) -> str:
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
