"""Where lessons hold somebody's words, in what they may read of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from lessons.models import HomeworkItem, LessonPage
from lessons.models.lesson import PLAN_TEXTS
from moke.accounts.anybody import Anybody
from moke.search.excerpt import Marker

EXCERPTS = 2


@dataclass(frozen=True)
class Excerpt:
    """A line of a lesson that holds words, and the part of the lesson that it stands in."""

    part: str | Promise
    line: SafeString


@dataclass
class Found:
    """A lesson's title, school and author with the words marked, and excerpts of its text."""

    title: SafeString
    school: SafeString
    author: SafeString
    missing: set[str]
    """Words that were not found yet."""
    excerpts: list[Excerpt] = field(default_factory=list)

    @property
    def is_wanting(self) -> bool:
        return bool(self.missing) and len(self.excerpts) < EXCERPTS


def find_in_lessons(
    *, lessons: Iterable[LessonPage], person: Anybody, marker: Marker
) -> dict[int, Found]:
    """Return by key where the lessons hold the words, as far as the person may read.

    Words that stand in what every card shows need no excerpt. Homework is fetched, in one
    query, only for lessons whose plan does not hold them all.
    """
    finds, readers = {}, {}
    for lesson in lessons:
        readers[lesson.pk] = person.has_perm("lessons.read_plan", lesson)
        finds[lesson.pk] = found = _mark(lesson, marker)
        if found.is_wanting and readers[lesson.pk]:
            _look_through(found, _plan_parts(lesson))
    wanting = [pk for pk, found in finds.items() if found.is_wanting]
    for pk, items in _homework(wanting).items():
        parts = ((_("Homework"), _task(item, readers[pk])) for item in items)
        _look_through(finds[pk], parts)
    return finds


def _mark(lesson: LessonPage, marker: Marker) -> Found:
    title, school, author = lesson.title, str(lesson.school), str(lesson.author)
    return Found(
        title=marker.mark(title),
        school=marker.mark(school),
        author=marker.mark(author),
        missing=set(marker.words) - marker.held_by(f"{title}\n{school}\n{author}"),
    )


def _look_through(found: Found, parts: Iterable[tuple[str | Promise, str]]) -> None:
    """Add an excerpt of each part that holds words which are still missing."""
    for part, text in parts:
        if not found.is_wanting:
            return
        if here := Marker(found.missing).held_by(text):
            found.excerpts.append(Excerpt(part=part, line=Marker(here).excerpt(text)))
            found.missing -= here


def _plan_parts(lesson: LessonPage) -> Iterator[tuple[str | Promise, str]]:
    """The parts of a plan in reading order, each with its name."""
    for name in PLAN_TEXTS:
        label = capfirst(LessonPage._meta.get_field(name).verbose_name)
        text = "\n".join(_phases(lesson)) if name == "phases" else getattr(lesson, name)
        if text:
            yield label, text


def _phases(lesson: LessonPage) -> Iterator[str]:
    """The words of the phases, as they are stored: no block is built for a line of them."""
    for phase in lesson.phases.raw_data:
        values = phase["value"]
        words = (values.get(name) for name in ("name", "teacher_does", "students_do", "why"))
        yield from filter(None, words)


def _homework(lesson_ids: list[int]) -> dict[int, list[HomeworkItem]]:
    found = defaultdict(list)
    if lesson_ids:
        for item in HomeworkItem.objects.filter(lesson__in=lesson_ids).order_by("sort_order", "pk"):
            found[item.lesson_id].append(item)
    return found


def _task(item: HomeworkItem, reads_plan: bool) -> str:
    return "\n".join([item.task, *[item.objective, item.answer, item.why] * reads_plan])
