"""Files of records and of codings: asked for, and told out of date."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from lessons.models import LessonPage, Take
from moke.accounts.models import User
from research.domain.coding_paper import coding_digest_of, coding_paper_of
from research.domain.record_clearing import KEPT, remove_export
from research.domain.record_paper import digest_of, paper_of
from research.enums import ExportState
from research.models import RecordExport
from research.tasks import make_record_export


@transaction.atomic
def ask_for_export(
    *, lesson: LessonPage, reader: User, kind: str, language: str, take: Take | None = None
) -> RecordExport:
    """Return the reader's file of the record, made or to be made; with a take, of its codings.

    Who asks again gets the same one, unless that failed, is older than a day, or the record
    says something else by now; then it is made anew.
    """
    # Held until the end, so that of two requests at once the second finds what the first made.
    LessonPage.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    asked = {"lesson": lesson, "take": take, "wanted_by": reader, "kind": kind}
    export = RecordExport(**asked, language=language)
    export.digest = _digest_now(export)
    found = RecordExport.objects.filter(**asked, language=language).first()
    if found and _holds(found, export.digest):
        return found
    if found:
        remove_export(export=found)
    export.save()
    make_record_export.enqueue(export.pk)
    return export


def is_out_of_date(*, export: RecordExport) -> bool:
    """Whether the record says something else by now than what stands in the file."""
    return export.digest != _digest_now(export)


def _holds(export: RecordExport, digest: str) -> bool:
    is_young = export.asked_at > timezone.now() - KEPT
    return is_young and export.state != ExportState.FAILED and export.digest == digest


def _digest_now(export: RecordExport) -> str:
    reader = export.wanted_by
    with override(export.language):
        if export.take:
            return coding_digest_of(coding_paper_of(take=export.take, reader=reader))
        return digest_of(paper_of(lesson=export.lesson, reader=reader))
