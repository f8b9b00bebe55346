"""Making the file of a record, in a worker."""

import importlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import override

from lessons.models import Take
from research.domain.coding_paper import coding_digest_of, coding_paper_of
from research.domain.record_paper import digest_of, paper_of
from research.domain.record_pictures import pictures_of
from research.domain.record_stills import stills_of
from research.enums import ExportKind, ExportState
from research.models import RecordExport

# What sets pages is loaded when it is needed: it takes half a second and many megabytes that
# web servers do without, and where its libraries are missing all else works.
CODING_WRITER = ("research.domain.record_pdf", "write_coding_pdf")
WRITERS = {
    ExportKind.PDF: ("research.domain.record_pdf", "write_pdf"),
    ExportKind.DOCX: ("research.domain.record_docx", "write_docx"),
}
BEGUN_PERCENT = 5
STILLS_PERCENT = 60


def make_export(*, export: RecordExport) -> None:
    """Make the file as things stand now, for whoever asked; tell how far it is.

    Harmless when repeated: only the first to finish is kept. Raises `StoreAway`.
    """
    with override(export.language):
        if export.take:
            _make_codings(export, export.take)
        else:
            _make_record(export)


def _make_record(export: RecordExport) -> None:
    today = timezone.localdate()
    paper = paper_of(lesson=export.lesson, reader=export.wanted_by, made_on=today)
    _tell(export, state=ExportState.STILLS, percent=BEGUN_PERCENT)
    with ThreadPoolExecutor(1) as meanwhile:
        loaded = meanwhile.submit(_load, WRITERS[ExportKind(export.kind)])
        stills = stills_of(paper, on_still=_Counter(export, len(paper.places)))
    _tell(export, state=ExportState.PAGES, percent=STILLS_PERCENT)
    write = loaded.result()
    _keep(export, write(paper, stills, pictures_of(paper)), digest_of(paper))


def _make_codings(export: RecordExport, take: Take) -> None:
    paper = coding_paper_of(take=take, reader=export.wanted_by, made_on=timezone.localdate())
    _tell(export, state=ExportState.PAGES, percent=STILLS_PERCENT)
    _keep(export, _load(CODING_WRITER)(paper), coding_digest_of(paper))


def _load(writer: tuple[str, str]) -> Callable[..., bytes]:
    module, name = writer
    return getattr(importlib.import_module(module), name)


def give_up_export(*, export: RecordExport) -> None:
    """Settle an export that workers failed at."""
    _tell(export, state=ExportState.FAILED)


def _keep(export: RecordExport, content: bytes, digest: str) -> None:
    storage = export.file.storage
    wanted = export.file.field.generate_filename(export, f"{export.key}.{export.kind}")
    name = storage.save(wanted, ContentFile(content))
    is_kept = _tell(
        export,
        state=ExportState.READY,
        percent=100,
        digest=digest,
        file=name,
        size_bytes=len(content),
        made_at=timezone.now(),
    )
    if not is_kept:
        storage.delete(name)


def _tell(export: RecordExport, **changes: Any) -> bool:
    """Write down how far it is; return False where it is gone or ready already."""
    unfinished = RecordExport.objects.filter(pk=export.pk, made_at=None)
    return bool(unfinished.update(**changes))


class _Counter:
    """Tells of each still that is there."""

    def __init__(self, export: RecordExport, stills: int) -> None:
        self.export, self.stills, self.done = export, stills, 0

    def __call__(self) -> None:
        self.done += 1
        share = self.done / self.stills
        percent = BEGUN_PERCENT + round(share * (STILLS_PERCENT - BEGUN_PERCENT))
        _tell(self.export, percent=percent)
