"""Lessons with their plans, homework and attachments."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from lessons.domain.attachment import attach
from lessons.domain.lesson import prepare_lesson
from lessons.domain.visibility import set_visibility
from lessons.enums import AttachmentKind
from lessons.models import HomeworkItem, LessonPage
from moke.accounts.models import User
from seeds.slides import draw_slide, draw_task_sheet


def find_lesson(sheet: dict) -> LessonPage | None:
    """The lesson that was made from the sheet, if it was."""
    return LessonPage.objects.filter(author__username=sheet["author"], title=sheet["title"]).first()


@transaction.atomic
def load_lesson(sheet: dict) -> LessonPage:
    """Prepare the lesson of a sheet once, with homework, courseware and task sheet."""
    if lesson := find_lesson(sheet):
        return lesson
    author = User.objects.get(username=sheet["author"])
    plan = {name: _tidy(value) for name, value in sheet["plan"].items()}
    lesson = prepare_lesson(
        author=author,
        school=author.standing[0].school,
        title=sheet["title"],
        subject=sheet["subject"],
        grade=sheet["grade"],
        term=sheet["term"],
        edition=sheet["edition"],
        kind=sheet["kind"],
        phases=[("phase", phase) for phase in sheet["phases"]],
        **plan,
    )
    lesson.homework.set(
        [HomeworkItem(sort_order=at, **item) for at, item in enumerate(sheet.get("homework", []))]
    )
    lesson.save_revision(user=author).publish(user=author)
    _attach_papers(lesson, sheet)
    return set_visibility(lesson=lesson, visibility=sheet["visibility"], by=author)


@contextmanager
def plan_as_taught(lesson: LessonPage, earlier: dict) -> Iterator[None]:
    """Within it the lesson's newest revision is the plan as it was before it was changed.

    `earlier` holds the fields that read otherwise then, and phases by their names; if there
    are none the plan stays as it is.
    """
    if not earlier:
        yield
        return
    copies = (LessonPage.objects.get(pk=lesson.pk) for _ in range(2))
    now, then = (copy.get_latest_revision_as_object() for copy in copies)
    fields = dict(earlier)
    phases = {phase["name"]: phase for phase in fields.pop("phases", [])}
    for name, value in fields.items():
        setattr(then, name, value)
    then.phases = [
        ("phase", dict(block.value) | phases.get(block.value["name"], {})) for block in then.phases
    ]
    then.save_revision(user=lesson.author)
    yield
    now.save_revision(user=lesson.author).publish(user=lesson.author)


def _tidy(value):
    return value.strip("\n") if isinstance(value, str) else value


def _attach_papers(lesson: LessonPage, sheet: dict) -> None:
    title = sheet["title"]
    if sheet.get("takes"):
        pages = [draw_slide(words, lesson.pk) for words in sheet["takes"][-1]["slides"]]
        _attach_pages(lesson, AttachmentKind.COURSEWARE, f"{title} 课件.pdf", pages)
    if sheet.get("homework"):
        page = draw_task_sheet(title, [item["task"] for item in sheet["homework"]])
        _attach_pages(lesson, AttachmentKind.TASK_SHEET, f"{title} 学习任务单.pdf", [page])


def _attach_pages(lesson: LessonPage, kind: str, name: str, pages: list) -> None:
    paper = io.BytesIO()
    pages[0].save(paper, "PDF", save_all=True, append_images=pages[1:], resolution=110)
    upload = SimpleUploadedFile(name, paper.getvalue(), "application/pdf")
    attach(lesson=lesson, kind=kind, upload=upload, by=lesson.author)
