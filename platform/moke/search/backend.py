"""Wagtail's search backend: the one for the database in use."""

from importlib import import_module
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

ENGINES = {"sqlite": "moke.search.sqlite", "postgresql": "moke.search.postgres"}


def engine() -> Any:
    """Return the module that keeps the grams on the database in use.

    It is loaded only there: the one for PostgreSQL needs its driver.
    """
    try:
        return import_module(ENGINES[connection.vendor])
    except KeyError as error:
        message = f"Moke searches on SQLite and PostgreSQL, not on {connection.vendor}."
        raise ImproperlyConfigured(message) from error


def SearchBackend(params: dict) -> Any:  # noqa: N802  # the name that Wagtail looks for
    """Return the search backend, as Wagtail's setting names it."""
    return engine().SearchBackend(params)
