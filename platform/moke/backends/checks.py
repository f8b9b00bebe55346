"""What `manage.py check` tells who runs Moke about how its parts go together."""

import difflib
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage
from django.core.files.storage import storages
from django.db import connection

from moke.backends.afar import StorageAfar, StoreAway
from moke.settings import environment

PROBE = "no-such-file"


def check_names(**kwargs: Any) -> list[CheckMessage]:
    """Say which variables nobody reads: most are misspelt."""
    messages: list[CheckMessage] = []
    for name in environment.unread():
        near = difflib.get_close_matches(name, environment.READ, n=1)
        hint = f"Did you mean {near[0]}?" if near else "docs/operating.md lists all settings."
        messages.append(checks.Warning(f"{name} is no setting of Moke.", hint=hint, id="moke.W001"))
    return messages


def check_combination(**kwargs: Any) -> list[CheckMessage]:
    """Warn of what works in one process, and not in several."""
    messages: list[CheckMessage] = []
    is_postgres = connection.vendor == "postgresql"
    in_memory = settings.CACHES["default"]["BACKEND"].endswith("LocMemCache")
    if is_postgres and in_memory:
        messages.append(
            checks.Warning(
                "Each process has a cache of its own, and counts attempts to sign in by itself.",
                hint="With more than one web process set MOKE_CACHE_URL.",
                id="moke.W002",
            )
        )
    if isinstance(storages["recordings"], StorageAfar) and not is_postgres:
        messages.append(
            checks.Warning(
                "Files are in a bucket, but the database is a file of this machine.",
                hint="With more than one machine set MOKE_DATABASE_URL to a PostgreSQL.",
                id="moke.W003",
            )
        )
    return messages


def check_bucket(**kwargs: Any) -> list[CheckMessage]:
    """Say whether the bucket can be reached with the key that is set."""
    storage = storages["recordings"]
    if not isinstance(storage, StorageAfar):
        return []
    try:
        storage.exists(PROBE)
        storage.listdir(PROBE)
    except StoreAway as error:
        hint = "Look at MOKE_MEDIA_ENDPOINT, MOKE_MEDIA_BUCKET and the rights of its key."
        return [checks.Error(f"The bucket cannot be used: {error}", hint=hint, id="moke.E001")]
    return []
