"""Files of records: asked for, and told out of date."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from lessons.models import LessonPage
from moke.accounts.models import User
from research.domain.record_clearing import KEPT, remove_export
from research.domain.record_paper import digest_of, paper_of
from research.enums import ExportState
from research.models import RecordExport
from research.tasks import make_record_export


@transaction.atomic
def ask_for_export(*, lesson: LessonPage, reader: User, kind: str, language: str) -> RecordExport:
    """Return the reader's file of the record, made or to be made.

    Who asks again gets the same one, unless that failed, is older than a day, or the record
    says something else by now; then it is made anew.
    """
    # Held until the end, so that of two requests at once the second finds what the first made.
    LessonPage.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    asked = {"lesson": lesson, "wanted_by": reader, "kind": kind, "language": language}
    digest = _digest_now(lesson, reader, language)
    found = RecordExport.objects.filter(**asked).first()
    if found and _holds(found, digest):
        return found
    if found:
        remove_export(export=found)
    export = RecordExport.objects.create(**asked, digest=digest)
    make_record_export.enqueue(export.pk)
    return export


def is_out_of_date(*, export: RecordExport) -> bool:
    """Whether the record says something else by now than what stands in the file."""
    return export.digest != _digest_now(export.lesson, export.wanted_by, export.language)


def _holds(export: RecordExport, digest: str) -> bool:
    is_young = export.asked_at > timezone.now() - KEPT
    return is_young and export.state != ExportState.FAILED and export.digest == digest


def _digest_now(lesson: LessonPage, reader: User, language: str) -> str:
    with override(language):
        return digest_of(paper_of(lesson=lesson, reader=reader))
