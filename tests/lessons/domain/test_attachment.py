import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from lessons.domain.arrival import MAX_BYTES
from lessons.domain.attachment import attach, remove_attachment
from lessons.models import Attachment
from tests.factories.accounts import UserFactory
from tests.factories.lessons import LessonPageFactory
from tests.tiny import picture

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600


def office(*members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member in members:
            archive.writestr(member, "<x/>")
    return buffer.getvalue()


def attach_bytes(name, content, lesson=None):
    lesson = lesson or LessonPageFactory()
    upload = SimpleUploadedFile(name, content)
    return attach(lesson=lesson, kind="courseware", upload=upload, by=lesson.author)


DOCX = office("[Content_Types].xml", "word/document.xml")
OOXML = "application/vnd.openxmlformats-officedocument."


@pytest.mark.parametrize(
    ("name", "content", "content_type", "shown"),
    [
        ("课件.pdf", PDF, "application/pdf", "课件.pdf"),
        ("课件.pptx", PDF, "application/pdf", "课件.pptx.pdf"),
        ("a.docx", DOCX, f"{OOXML}wordprocessingml.document", "a.docx"),
        (
            "a.pptx",
            office("[Content_Types].xml", "ppt/presentation.xml"),
            f"{OOXML}presentationml.presentation",
            "a.pptx",
        ),
        (
            "a.xlsx",
            office("[Content_Types].xml", "xl/workbook.xml"),
            f"{OOXML}spreadsheetml.sheet",
            "a.xlsx",
        ),
        ("旧教案.doc", OLE, "application/msword", "旧教案.doc"),
        ("旧教案.WPS", OLE, "application/msword", "旧教案.wps"),
        ("photo.JPEG", picture("JPEG"), "image/jpeg", "photo.jpg"),
        ("board.png", picture("PNG"), "image/png", "board.png"),
        ("board", picture("WEBP"), "image/webp", "board.webp"),
        ("听力.mp3", b"ID3\x04" + b"\0" * 40, "audio/mpeg", "听力.mp3"),
        ("朗读.m4a", b"\0\0\0\x1cftypM4A \0" + b"\0" * 40, "audio/mp4", "朗读.m4a"),
    ],
)
def test_attach_tells_a_file_by_its_content(db, name, content, content_type, shown):
    attachment = attach_bytes(name, content)
    assert (attachment.content_type, attachment.name) == (content_type, shown)
    assert attachment.size_bytes == len(content)
    with attachment.file.open() as kept:
        assert kept.read() == content
    assert "课件" not in attachment.file.name


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html><script>alert(1)</script></html>"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"nonsense"),
        ("a.docx", b"PK\x03\x04nonsense"),
        ("a.docx", office("anything.txt")),
        ("a.docx", office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("a.exe", OLE),
        ("a.gif", b"GIF89a" + b"\0" * 40),
        ("a.pdf", b""),
    ],
)
def test_attach_refuses_what_is_no_document_or_picture(db, name, content):
    with pytest.raises(ValidationError):
        attach_bytes(name, content)
    assert Attachment.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"\xef\xbb\xbf <!DOCTYPE html><p>", "can hold scripts"),
        ("a.png", b'<?xml version="1.0"?><svg/>', "can hold scripts"),
        ("a.docx", office("[Content_Types].xml", "word/vbaProject.bin"), "holds macros"),
        ("a.doc", OLE + "_VBA_PROJECT".encode("utf-16-le"), "holds macros"),
        ("a.pdf", b"MZ\x90", "none of the files that are taken"),
        ("a.pdf", b"", "is empty"),
    ],
)
def test_attach_says_why_it_refuses(db, name, content, words):
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        attach_bytes(name, content)
    assert words in refusal.value.messages[0]


def test_attach_refuses_what_is_too_large(db):
    lesson = LessonPageFactory()
    upload = SimpleUploadedFile("a.pdf", PDF)
    upload.size = MAX_BYTES + 1
    with pytest.raises(ValidationError):
        attach(lesson=lesson, kind="courseware", upload=upload, by=lesson.author)


def test_attach_and_remove_are_refused_to_others(db):
    attachment = attach_bytes("a.pdf", PDF)
    upload = SimpleUploadedFile("b.pdf", PDF)
    stranger = UserFactory(is_superuser=True)
    with pytest.raises(PermissionDenied):
        attach(lesson=attachment.lesson, kind="other", upload=upload, by=stranger)
    with pytest.raises(PermissionDenied):
        remove_attachment(attachment=attachment, by=stranger)


def test_remove_attachment_removes_its_file_once_that_is_certain(
    db, django_capture_on_commit_callbacks
):
    attachment = attach_bytes("a.pdf", PDF)
    storage, name = attachment.file.storage, attachment.file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_attachment(attachment=attachment, by=attachment.lesson.author)
    assert Attachment.objects.count() == 0
    assert not storage.exists(name)
