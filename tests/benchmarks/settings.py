"""The embedded settings, with the floors' addresses beside the product's."""

from pathlib import Path

from moke.settings.embedded import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.urls"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]  # noqa: F405
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_AUTOREFRESH = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
