"""What the tests run with: quick passwords, storage that forgets, work done at once."""

import tempfile
from pathlib import Path

from moke.settings import environment

environment.DATA_DIR = Path(tempfile.mkdtemp(prefix="moke-test-"))

from moke.settings.base import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": environment.DATA_DIR / "test.sqlite3"}
    # Threads end with the loops of tests; what they opened must be closed by then.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
else:
    # The tests turn to other databases than the one they began with; a pool would not follow.
    DATABASES["default"]["OPTIONS"].pop("pool")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# No test asks for a static file. Its middleware works asynchronously alone: each request of a
# test client would begin an event loop and threads for it.
MIDDLEWARE.remove("servestatic.middleware.ServeStaticMiddleware")
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
