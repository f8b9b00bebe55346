"""Parts of addresses."""

from django.urls.converters import IntConverter


class PrimaryKeyConverter(IntConverter):
    """A number that a database may hold. A greater one names nothing; SQLite fails on it."""

    regex = "[0-9]{1,18}"
