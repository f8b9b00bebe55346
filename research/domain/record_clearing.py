"""Removing files of records."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from research.models import RecordExport
from research.models.record_export import EXPORTS_FOLDER

KEPT = timedelta(days=1)


@transaction.atomic
def remove_export(*, export: RecordExport) -> None:
    """Remove the export and its file, if it has one by now."""
    storage, name = export.file.storage, str(export.file)
    export.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def clear_exports(*, at: datetime | None = None) -> int:
    """Remove what was asked for more than a day ago; return how many.

    Files as old that belong to none go too: their lesson or reader is gone.
    """
    limit = (at or timezone.now()) - KEPT
    found = list(RecordExport.objects.filter(asked_at__lt=limit))
    for export in found:
        remove_export(export=export)
    _clear_files(limit)
    return len(found)


def _clear_files(limit: datetime) -> None:
    storage = RecordExport._meta.get_field("file").storage
    try:
        _folders, names = storage.listdir(EXPORTS_FOLDER)
    except FileNotFoundError:
        return
    for name in names:
        path = f"{EXPORTS_FOLDER}/{name}"
        if storage.get_modified_time(path) < limit:
            storage.delete(path)
