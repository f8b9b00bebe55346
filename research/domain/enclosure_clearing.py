"""Removing files of pictures and voice notes whose comments are gone."""

from datetime import datetime, timedelta

from django.utils import timezone

from research.models import Enclosure
from research.models.enclosure import ENCLOSURES_FOLDER

STILL_COMING = timedelta(days=1)
"""What is younger may belong to a comment that is being written."""


def clear_enclosures(*, at: datetime | None = None) -> int:
    """Remove files that belong to no comment, and return how many.

    They are left where a lesson, with its takes and comments, was removed as a whole, and where
    a comment was refused after its files had been kept. Raises `StoreAway`.
    """
    limit = (at or timezone.now()) - STILL_COMING
    storage = Enclosure._meta.get_field("file").storage
    try:
        _folders, names = storage.listdir(ENCLOSURES_FOLDER)
    except FileNotFoundError:
        return 0
    found = {f"{ENCLOSURES_FOLDER}/{name}" for name in names}
    for kept in Enclosure.objects.values_list("file", "small").iterator():
        found.difference_update(kept)
    gone = [name for name in found if storage.get_modified_time(name) < limit]
    for name in gone:
        storage.delete(name)
    return len(gone)
