"""The server of the journeys behind nginx, which speaks TLS, with grants that soon end."""

from tests.journeys.settings import *  # noqa: F403

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
MOKE_GRANT_LIFETIME_S = 4
