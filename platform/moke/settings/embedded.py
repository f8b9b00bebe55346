"""One machine, nothing to configure: what `make run` uses."""

from moke.settings import environment
from moke.settings.base import *  # noqa: F403

ALLOWED_HOSTS = [*environment.ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]", environment.HOST]
if environment.HOST in {"0.0.0.0", "::"}:  # noqa: S104
    ALLOWED_HOSTS = environment.ALLOWED_HOSTS or ["*"]
