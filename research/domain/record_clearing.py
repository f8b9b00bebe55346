"""Removing files of records."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from research.models import RecordExport

KEPT = timedelta(days=1)


@transaction.atomic
def remove_export(*, export: RecordExport) -> None:
    """Remove the export and its file, if it has one by now."""
    storage, name = export.file.storage, str(export.file)
    export.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def clear_exports(*, at: datetime | None = None) -> int:
    """Remove what was asked for more than a day ago; return how many."""
    old = RecordExport.objects.filter(asked_at__lt=(at or timezone.now()) - KEPT)
    found = list(old)
    for export in found:
        remove_export(export=export)
    return len(found)
