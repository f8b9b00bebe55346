"""The counts of the library, beside counting by hand."""

import itertools
import random
from collections import Counter

import pytest
from django.utils import timezone

from lessons.domain.queries.library import look_into_library
from lessons.enums import LessonKind, Visibility
from lessons.models import LessonPage
from moke.curriculum.enums import Subject
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.factories.media import RecordingFactory
from tests.indexing import index_everything

STATES = {
    "recorded": lambda lesson: lesson.is_recorded,
    "plan": lambda lesson: not lesson.is_recorded,
    "review": lambda lesson: lesson.is_reviewed,
    "selected": lambda lesson: lesson.selected_at is not None,
}
FIELDS = {"subject": "subject", "grade": "grade", "kind": "kind", "school": "school_id"}


@pytest.fixture
def lessons(people, schools):
    """Thirty lessons of all sorts, each with what is true of it."""
    dice = random.Random(4)
    made = []
    for number in range(30):
        lesson = LessonPageFactory(
            author=people["author" if number % 3 else "teacher_elsewhere"],
            school=schools[number % 2],
            title=f"{'喜鹊' * (number % 3 == 0)}{number}",
            subject=dice.choice(list(Subject)[:3]),
            grade=dice.choice([1, 2]),
            kind=dice.choice(list(LessonKind)[:2]),
            visibility=dice.choice(list(Visibility)),
        )
        lesson.is_recorded, lesson.is_reviewed = dice.random() < 0.5, dice.random() < 0.3
        recording = RecordingFactory(owner=lesson.author, ready=lesson.is_recorded)
        take = TakeFactory(lesson=lesson, recording=recording)
        if lesson.is_reviewed:
            InvitationFactory(take=take)
        if dice.random() < 0.3:
            lesson.selected_at = timezone.now()
            LessonPage.objects.filter(pk=lesson.pk).update(selected_at=lesson.selected_at)
        made.append(lesson)
    index_everything()
    return made


def passes(lesson, wishes, but=None):
    """Whether a lesson passes all filters but one."""
    for name, wish in wishes.items():
        if name == "words" and wish not in lesson.title:
            return False
        if name in FIELDS and name != but and getattr(lesson, FIELDS[name]) != wish:
            return False
    state = wishes.get("state") if but != "state" else None
    if state == "draft":
        return lesson.visibility == Visibility.DRAFT
    is_listed = lesson.visibility != Visibility.DRAFT
    return is_listed and (state is None or STATES[state](lesson))


@pytest.mark.parametrize("who", ["author", "colleague", "school_admin", "student", "operator"])
def test_every_choice_is_counted_under_all_other_filters(people, schools, lessons, who):
    person = people[who]
    visible = [lesson for lesson in lessons if person.has_perm("lessons.read_lesson", lesson)]
    options = {
        "words": [None, "喜鹊"],
        "subject": [None, "chinese"],
        "grade": [None, 1],
        "kind": [None, "open"],
        "state": [None, "recorded", "plan", "review", "selected", "draft"],
        "school": [None, schools[0].pk],
    }
    for values in itertools.product(*options.values()):
        wishes = {name: v for name, v in zip(options, values, strict=True) if v}
        shelf = look_into_library(person=person, wishes=wishes)
        listed = [lesson for lesson in visible if passes(lesson, wishes)]
        assert (wishes, set(shelf.ids)) == (wishes, {lesson.pk for lesson in listed})
        for name, field in FIELDS.items():
            others = [lesson for lesson in visible if passes(lesson, wishes, but=name)]
            counts = Counter(getattr(lesson, field) for lesson in others)
            assert (wishes, name, shelf.counts[name]) == (wishes, name, counts)
            assert shelf.without[name] == len(others)
        others = {name: wish for name, wish in wishes.items() if name != "state"}
        counts = {
            state: number
            for state in (*STATES, "draft")
            if (number := sum(passes(lesson, others | {"state": state}) for lesson in visible))
        }
        assert (wishes, shelf.counts["state"]) == (wishes, counts)
        assert shelf.without["state"] == sum(passes(lesson, others) for lesson in visible)


def test_an_empty_library_counts_nothing(people):
    shelf = look_into_library(person=people["colleague"], wishes={})
    assert (list(shelf.ids), shelf.found) == ([], 0)
    assert shelf.counts == {"subject": {}, "grade": {}, "kind": {}, "school": {}, "state": {}}
    assert set(shelf.without.values()) == {0}
