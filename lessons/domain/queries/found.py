"""Where a lesson holds somebody's words, in what they may read of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from lessons.models import HomeworkItem, LessonPage
from lessons.models.lesson import PLAN_TEXTS
from moke.search.excerpt import Marker

EXCERPTS = 2


@dataclass(frozen=True)
class Excerpt:
    """A line of a lesson that holds words, and the part of the lesson that it stands in."""

    part: str | Promise
    line: SafeString


@dataclass(frozen=True)
class Found:
    """A lesson's title, school and author with the words marked, and excerpts of its text."""

    title: SafeString
    school: SafeString
    author: SafeString
    excerpts: list[Excerpt]


def find_in(*, lesson: LessonPage, marker: Marker, reads_plan: bool) -> Found:
    """Return where the lesson holds the words; without its plan only in the tasks.

    Words that stand in what every card shows need no excerpt.
    """
    shown = f"{lesson.title}\n{lesson.school}\n{lesson.author}"
    missing = set(marker.words) - marker.held_by(shown)
    excerpts: list[Excerpt] = []
    for part, text in _parts(lesson, reads_plan):
        if not missing or len(excerpts) == EXCERPTS:
            break
        if here := missing & marker.held_by(text):
            excerpts.append(Excerpt(part=part, line=Marker(here).excerpt(text)))
            missing -= here
    return Found(
        title=marker.mark(lesson.title),
        school=marker.mark(str(lesson.school)),
        author=marker.mark(str(lesson.author)),
        excerpts=excerpts,
    )


def _parts(lesson: LessonPage, reads_plan: bool) -> Iterator[tuple[str | Promise, str]]:
    """The parts of a lesson in reading order, each with its name."""
    if reads_plan:
        for name in PLAN_TEXTS:
            label = capfirst(LessonPage._meta.get_field(name).verbose_name)
            if name == "phases":
                yield label, "\n".join(_phases(lesson))
            elif text := getattr(lesson, name):
                yield label, text
    for item in lesson.homework.all():
        yield _("Homework"), "\n".join(_task(item, reads_plan))


def _phases(lesson: LessonPage) -> Iterator[str]:
    """The words of the phases, as they are stored: no block is built for a line of them."""
    for phase in lesson.phases.raw_data:
        values = phase["value"]
        yield from (str(values.get(name, "")) for name in ("name", "teacher_does", "students_do"))
        yield values.get("why", "")


def _task(item: HomeworkItem, reads_plan: bool) -> Iterator[str]:
    yield item.task
    if reads_plan:
        yield from (item.objective, item.answer, item.why)
