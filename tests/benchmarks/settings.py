"""The embedded settings, with the floors and the plain Wagtail pages beside the product's."""

from pathlib import Path

from moke.settings.embedded import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.benchmarks.plain"]  # noqa: F405
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
