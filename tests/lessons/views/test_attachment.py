import uuid
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from asgiref.sync import async_to_sync
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lessons.enums import AttachmentKind, Visibility
from lessons.models import Attachment, LessonPage
from tests.factories.lessons import (
    AttachmentFactory,
    InvitationFactory,
    LessonPageFactory,
    TakeFactory,
)
from tests.lessons.readers import READERS

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def lesson(people, schools):
    return LessonPageFactory(
        author=people["author"], school=schools[0], visibility=Visibility.SCHOOL
    )


def url(attachment):
    return reverse("lessons:attachment", args=[attachment.key, attachment.name])


def content(response):
    return async_to_sync(_join)(response)


async def _join(response):
    return b"".join([piece async for piece in response.streaming_content])


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("kind", AttachmentKind)
def test_attachment_follows_its_lesson(sign_in, people, lesson, visibility, kind):
    InvitationFactory(take=TakeFactory(lesson=lesson), person=people["reviewer"])
    LessonPage.objects.update(visibility=visibility)
    attachment = AttachmentFactory(lesson=lesson, kind=kind)
    students = {"student", "student_elsewhere", "student_of_grade_2", "nobody", "anonymous"}
    expected = READERS[visibility] - {"operator_with_reason"}
    if visibility == Visibility.PUBLIC:
        expected |= {"operator_with_reason"}
    if kind == AttachmentKind.OTHER:
        expected -= students
    got = set()
    for name, who in people.items():
        client = sign_in(who if who.is_authenticated else None)
        response = client.head(url(attachment))
        if response.status_code == 200:
            got.add(name)
        else:
            assert response.status_code == (404 if who.is_authenticated else 302)
    assert got == expected


def test_attachment_is_served_harmlessly(sign_in, people, lesson):
    attachment = AttachmentFactory(lesson=lesson, name="《树和喜鹊》课件.pdf")
    response = sign_in(people["colleague"]).get(url(attachment))
    assert content(response) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert response["Cache-Control"] == "private"
    disposition = response["Content-Disposition"]
    assert disposition.startswith("inline; filename*=utf-8''%E3%80%8A%E6%A0%91")


def test_attachment_of_office_is_downloaded(sign_in, people, lesson):
    attachment = AttachmentFactory(lesson=lesson, content_type="application/msword", name="a.doc")
    response = sign_in(people["colleague"]).get(url(attachment))
    assert content(response) == PDF
    assert response["Content-Security-Policy"] == "sandbox"
    assert response["Content-Disposition"] == 'attachment; filename="a.doc"'


def test_attachment_with_an_unknown_key_or_a_lost_file_is_not_found(sign_in, people, lesson):
    client = sign_in(people["author"])
    unknown = reverse("lessons:attachment", args=[uuid.uuid4(), "a.pdf"])
    assert client.get(unknown).status_code == 404
    attachment = AttachmentFactory(lesson=lesson)
    attachment.file.storage.delete(attachment.file.name)
    assert client.get(url(attachment)).status_code == 404


def add(client, lesson, file, kind="task-sheet"):
    path = reverse("lessons:attachment_add", args=[lesson.pk])
    return client.post(path, {"kind": kind, "file": file})


def test_attachment_add_keeps_the_file(sign_in, people, lesson):
    response = add(sign_in(people["author"]), lesson, SimpleUploadedFile("任务单.pdf", PDF))
    assert response.url == f"/lessons/{lesson.pk}/#attachments"
    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.kind) == ("任务单.pdf", AttachmentKind.TASK_SHEET)


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.pdf", b"<html>"),
        SimpleUploadedFile("empty.pdf", b""),
        SimpleUploadedFile("a.svg", b"<svg/>"),
    ],
)
def test_attachment_add_says_what_is_wrong_with_the_file(sign_in, people, lesson, file):
    response = add(sign_in(people["author"]), lesson, file)
    assert response.status_code == 422
    assert response.context["attachment_form"].errors["file"]
    assert Attachment.objects.count() == 0


def test_attachment_add_takes_a_very_long_name(sign_in, people, lesson):
    add(sign_in(people["author"]), lesson, SimpleUploadedFile("长" * 200 + ".pdf", PDF))
    assert Attachment.objects.get().name == "长" * 120 + ".pdf"


@pytest.mark.parametrize(
    ("who", "status"),
    [("colleague", 403), ("school_admin", 403), ("student", 403), ("teacher_elsewhere", 404)],
)
def test_adding_and_deleting_are_the_authors(sign_in, people, lesson, who, status):
    attachment = AttachmentFactory(lesson=lesson)
    client = sign_in(people[who])
    assert add(client, lesson, SimpleUploadedFile("a.pdf", PDF)).status_code == status
    delete = reverse("lessons:attachment_delete", args=[attachment.key])
    assert client.post(delete).status_code == status
    assert Attachment.objects.get() == attachment


def test_attachment_delete_removes_it_and_a_second_click_finds_nothing(sign_in, people, lesson):
    client = sign_in(people["author"])
    delete = reverse("lessons:attachment_delete", args=[AttachmentFactory(lesson=lesson).key])
    assert client.get(delete).status_code == 405
    assert client.post(delete).status_code == 302
    assert client.post(delete).status_code == 404
    assert Attachment.objects.count() == 0


def test_attachment_in_a_bucket_is_led_to_with_its_name_and_kind(sign_in, lesson, in_bucket):
    attachment = AttachmentFactory(lesson=lesson, name="《树和喜鹊》学习任务单.pdf")
    response = sign_in(lesson.author).get(url(attachment))
    assert (response.status_code, response.headers["Cache-Control"]) == (302, "no-store")
    with urlopen(response.headers["Location"]) as answer:
        assert answer.read() == PDF
        assert answer.headers["Content-Type"] == "application/pdf"
        name = quote("《树和喜鹊》学习任务单.pdf")
        assert answer.headers["Content-Disposition"] == f"inline; filename*=utf-8''{name}"
    attachment.file.storage.delete(attachment.file.name)
    assert sign_in(lesson.author).get(url(attachment)).status_code == 404


def test_attachment_is_added_and_removed_in_a_bucket(
    sign_in, lesson, in_bucket, django_capture_on_commit_callbacks
):
    client = sign_in(lesson.author)
    sent = {"kind": AttachmentKind.COURSEWARE, "file": SimpleUploadedFile("课件.pdf", PDF)}
    assert client.post(reverse("lessons:attachment_add", args=[lesson.pk]), sent).status_code == 302
    attachment = Attachment.objects.get()
    assert in_bucket.objects("files/") == [f"files/{attachment.file.name}"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("lessons:attachment_delete", args=[attachment.key]))
    assert in_bucket.objects("files/") == []


def test_attachment_says_that_the_store_is_away(sign_in, lesson, in_bucket):
    attachment = AttachmentFactory(lesson=lesson)
    in_bucket.cut()
    assert sign_in(lesson.author).get(url(attachment)).status_code == 503
    sent = {"kind": AttachmentKind.COURSEWARE, "file": SimpleUploadedFile("课件.pdf", PDF)}
    answer = sign_in(lesson.author).post(reverse("lessons:attachment_add", args=[lesson.pk]), sent)
    assert answer.status_code == 503
    assert Attachment.objects.count() == 1
