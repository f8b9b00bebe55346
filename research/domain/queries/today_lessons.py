"""The lessons on a person's home page: their own with their state, and what is new."""

from dataclasses import replace

from django.utils.translation import gettext as _

from lessons.domain.queries.card import Card, as_cards, card
from lessons.enums import Visibility
from lessons.models import LessonPage
from lessons.models.querysets import LessonQuerySet
from moke.accounts.anybody import Anybody
from moke.accounts.enums import Role
from moke.accounts.models import User
from research.domain.queries.today import Work

CARDS_SHOWN = 6


def my_lessons(person: User, work: Work) -> list[Card]:
    """The lessons that the person worked on last, with what became of the comments."""
    lessons = LessonPage.objects.by(person).order_by("-latest_revision_created_at", "-pk")
    return [_with_verdicts(shown, work) for shown in _cards(lessons, person)]


def new_lessons(person: Anybody) -> list[Card]:
    """The newest lessons of others within the person's care.

    A curator's is the district, a school admin's the school, a teacher's the subjects taught;
    everybody else sees what is newest of all that they may see.
    """
    lessons = LessonPage.objects.visible_to(person).exclude(visibility=Visibility.DRAFT)
    if person.is_authenticated:
        lessons = _in_care(lessons.exclude(author=person), person)
    return _cards(lessons.order_by("-last_published_at", "-pk"), person)


def _cards(lessons: LessonQuerySet, person: Anybody) -> list[Card]:
    return [card(lesson=lesson, person=person) for lesson in as_cards(lessons)[:CARDS_SHOWN]]


def _in_care(lessons: LessonQuerySet, person: User) -> LessonQuerySet:
    if person.is_curator:
        return lessons
    if administered := person.schools_as(Role.SCHOOL_ADMIN):
        return lessons.filter(school__in=administered)
    return lessons.filter(subject__in=person.subjects) if person.subjects else lessons


def _with_verdicts(shown: Card, work: Work) -> Card:
    """The card with the author's answers as its fact, once the latest take was commented on."""
    take = work.last_take(shown.lesson.pk)
    if take is None or shown.percent is not None:
        return shown
    tally = work.tally(take)
    if not tally.wanted:
        return shown
    numbers = {"number": take.number, "wanted": tally.wanted, "adopted": tally.adopted}
    if tally.waiting:
        fact = _("Take %(number)s in review, adopted %(adopted)s of %(wanted)s") % numbers
        return replace(shown, fact=fact, fact_is_open=True)
    fact = _("Take %(number)s answered, adopted %(adopted)s of %(wanted)s") % numbers
    return replace(shown, fact=fact, fact_is_open=False)
