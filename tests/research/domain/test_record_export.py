"""Files of records: asked for once, made for one reader, gone after a day."""

import io
import zipfile
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from docx import Document

from research.domain.record_clearing import KEPT, clear_exports
from research.domain.record_export import ask_for_export, is_out_of_date
from research.domain.record_making import make_export
from research.enums import ExportKind, ExportState
from research.models import Observation, RecordExport
from research.tasks import TRIES, clear_record_exports, make_record_export
from tests.factories.lessons import InvitationFactory, LessonPageFactory
from tests.factories.research import (
    AnswerFactory,
    CommentFactory,
    ObservationFactory,
    RecordExportFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored_here(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def ask(lesson, reader=None, kind=ExportKind.DOCX, language="en"):
    reader = reader or lesson.author
    return ask_for_export(lesson=lesson, reader=reader, kind=kind, language=language)


def make(export):
    make_export(export=export)
    export.refresh_from_db()
    return export


def words_of(export):
    """All words of a Word document, with the addresses that it leads to."""
    with export.file.open() as file:
        content = io.BytesIO(file.read())
    paragraphs = Document(content).element.body.iter("{*}t")
    with zipfile.ZipFile(content) as parts:
        links = parts.read("word/_rels/document.xml.rels").decode()
    return "".join(part.text or "" for part in paragraphs), links


def test_asking_twice_makes_one():
    lesson = LessonPageFactory()
    assert ask(lesson) == ask(lesson)
    assert ask(lesson, kind=ExportKind.PDF) != ask(lesson)
    assert ask(lesson, language="zh-hans") != ask(lesson)
    assert RecordExport.objects.count() == 3


def test_file_is_made_anew_once_the_record_says_something_else():
    take = WatchableTakeFactory()
    first = make(ask(take.lesson))
    stored = first.file.storage
    assert ask(take.lesson) == first
    CommentFactory(take=take)
    assert is_out_of_date(export=first) is True
    second = ask(take.lesson)
    assert second.key != first.key
    assert (second.state, list(RecordExport.objects.all())) == (ExportState.QUEUED, [second])
    assert stored.exists(first.file.name) is True  # until the request is over


def test_file_that_failed_or_is_a_day_old_is_made_anew():
    lesson = LessonPageFactory()
    failed = ask(lesson)
    RecordExport.objects.update(state=ExportState.FAILED)
    old = ask(lesson)
    assert old.key != failed.key
    RecordExport.objects.update(asked_at=timezone.now() - timedelta(days=1, minutes=1))
    assert ask(lesson).key != old.key


def test_made_file_says_what_was_said_and_leads_to_its_second():
    answer = AnswerFactory()
    comment, lesson = answer.comment, answer.take.lesson
    CommentFactory(take=comment.take, body="只给自己看。", private=True)
    export = make(ask(lesson))
    words, links = words_of(export)
    assert (export.state, export.percent) == (ExportState.READY, 100)
    assert export.size_bytes == export.file.size
    assert comment.body in words
    assert "answered in take 2 at 1:23" in words
    assert "只给自己看。" not in words
    assert f"/takes/{comment.take_id}/room/?t={comment.start_ms / 1000:g}#comment-" in links
    assert f"/takes/{answer.take_id}/room/?t=83" in links


def test_file_hides_the_points_from_who_has_yet_to_observe():
    take = WatchableTakeFactory()
    ObservationFactory(take=take).scores.update(level=5)
    Observation.objects.update(handed_in_at="2026-01-01T00:00Z")
    reviewer = InvitationFactory(take=take).person
    assert "100.0" in words_of(make(ask(take.lesson)))[0]
    assert "100.0" not in words_of(make(ask(take.lesson, reviewer)))[0]


def test_file_speaks_the_language_that_was_asked_for():
    lesson = WatchableTakeFactory().lesson
    export = make(ask(lesson, language="zh-hans"))
    assert export.name == f"《{lesson.title}》磨课档案.docx"
    assert "第 1 讲" in words_of(export)[0]


def test_making_twice_keeps_one_file(tmp_path):
    export = make(ask(LessonPageFactory()))
    make_export(export=export)
    assert [file.name for file in tmp_path.rglob("*.docx")] == [f"{export.key}.docx"]


def test_making_what_was_removed_meanwhile_leaves_nothing(tmp_path):
    export = ask(LessonPageFactory())
    RecordExport.objects.all().delete()
    make_export(export=export)
    assert list(tmp_path.rglob("*.docx")) == []


def test_task_makes_the_file_and_gives_up_after_its_tries():
    export = RecordExportFactory(kind=ExportKind.DOCX)
    make_record_export.func(SimpleNamespace(attempt=TRIES + 1), export.pk)
    export.refresh_from_db()
    assert export.state == ExportState.FAILED
    again = ask(export.lesson)
    make_record_export.func(SimpleNamespace(attempt=1), again.pk)
    again.refresh_from_db()
    assert again.state == ExportState.READY
    make_record_export.func(SimpleNamespace(attempt=TRIES + 1), again.pk)
    again.refresh_from_db()
    assert again.state == ExportState.READY


def test_task_of_what_is_gone_does_nothing():
    make_record_export.func(SimpleNamespace(attempt=1), 7)
    assert RecordExport.objects.count() == 0


def test_files_go_after_a_day(tmp_path, django_capture_on_commit_callbacks):
    old, young = make(RecordExportFactory()), make(RecordExportFactory())
    RecordExport.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        clear_record_exports.func()
    assert list(RecordExport.objects.all()) == [young]
    assert [file.name for file in tmp_path.rglob("*.pdf")] == [f"{young.key}.pdf"]
    assert clear_exports() == 0


def test_file_of_a_lesson_that_is_gone_goes_too(tmp_path):
    gone = make(RecordExportFactory())
    RecordExport.objects.filter(pk=gone.pk).delete()
    (file,) = tmp_path.rglob(f"{gone.key}.*")
    clear_exports()
    assert file.exists()
    clear_exports(at=timezone.now() + KEPT + timedelta(minutes=1))
    assert not file.exists()
