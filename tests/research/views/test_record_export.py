from urllib.parse import quote

import pytest
from asgiref.sync import async_to_sync
from django.urls import reverse

from research.domain.record_making import make_export
from research.enums import ExportKind, ExportState
from research.models import RecordExport
from tests.factories.research import CodingFactory, CommentFactory, RecordExportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored_here(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def export(take):
    """The author's PDF of the record, made."""
    export = RecordExportFactory(lesson=take.lesson)
    make_export(export=export)
    return export


def url(export, name="record_export"):
    return reverse(f"research:{name}", args=[export.key])


async def _join(answer):
    return b"".join([piece async for piece in answer.streaming_content])


def test_asking_twice_leads_to_one_page(take, reviewer, reviewing):
    asked = reverse("research:record_exports", args=[take.lesson_id])
    answers = [reviewer.post(asked, {"kind": "pdf"}) for _ in range(2)]
    export = RecordExport.objects.get()
    assert [answer["Location"] for answer in answers] == [url(export)] * 2
    assert (export.wanted_by, export.language) == (reviewing, "en")
    assert "Waiting its turn" in reviewer.get(url(export)).content.decode()


def test_file_is_fetched_under_its_own_name(export, author):
    answer = author.get(f"{url(export, 'record_export_file')}?download")
    content = async_to_sync(_join)(answer)
    name = quote(f"The record of 《{export.lesson.title}》.pdf")
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert answer["Content-Type"] == "application/pdf"
    assert content[:5] == b"%PDF-"


def test_file_that_is_not_made_yet_cannot_be_fetched(take, author):
    export = RecordExportFactory(lesson=take.lesson, kind=ExportKind.DOCX)
    assert author.get(url(export, "record_export_file")).status_code == 404


def test_nobody_else_finds_the_file(export, reviewer):
    assert reviewer.get(url(export)).status_code == 404
    assert reviewer.get(url(export, "record_export_file")).status_code == 404


def test_who_may_no_longer_read_the_record_gets_no_file(take, reviewing, reviewer):
    export = RecordExportFactory(lesson=take.lesson, reader=reviewing, kind=ExportKind.DOCX)
    make_export(export=export)
    assert reviewer.get(url(export)).status_code == 200
    take.invitations.all().delete()
    assert reviewer.get(url(export)).status_code == 404
    assert reviewer.get(url(export, "record_export_file")).status_code == 404


def test_page_says_when_the_record_has_changed_since(export, author):
    said = "The record has changed since"
    assert said not in author.get(url(export)).content.decode()
    CommentFactory(take=export.lesson.takes.get())
    assert said in author.get(url(export)).content.decode()


def test_failure_says_what_to_do_next(take, author):
    export = RecordExportFactory(lesson=take.lesson)
    RecordExport.objects.update(state=ExportState.FAILED)
    fragment = author.get(url(export, "record_export_progress")).content.decode()
    assert "Try again; if it fails once more" in fragment
    assert 'data-offer="again"' in fragment


def test_progress_tells_how_far_it_is(take, author):
    export = RecordExportFactory(lesson=take.lesson)
    RecordExport.objects.update(state=ExportState.STILLS, percent=40)
    answer = author.get(url(export, "record_export_progress"))
    assert 'value="40"' in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_codings_become_a_pdf_beside_that_of_the_record(take, author, export):
    CodingFactory(take=take, codes="TTS")
    answer = author.post(reverse("research:coding_exports", args=[take.pk]))
    made = RecordExport.objects.get(take=take)
    make_export(export=made)
    page = author.get(answer["Location"]).content.decode()
    assert (url(made), RecordExport.objects.count()) == (answer["Location"], 2)
    name = f"What coders found in 《{take.lesson.title}》, take {take.number}"
    assert (f"<h1>{name}</h1>" in page, "Stills cut" in page) == (True, False)
    assert async_to_sync(_join)(author.get(url(made, "record_export_file")))[:5] == b"%PDF-"
    CodingFactory(take=take, codes="SST")
    assert "The codings have changed since" in author.get(url(made)).content.decode()
