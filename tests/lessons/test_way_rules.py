"""Who decides on a lesson's way up, by the names of the `people` fixture, told twice."""

import pytest
import rules

from lessons.enums import Step, Visibility
from lessons.models import LessonPage
from moke.accounts.domain.membership import add_membership
from moke.accounts.enums import Role
from tests.factories.lessons import LessonPageFactory

pytestmark = pytest.mark.django_db

DECIDERS = {Step.RECOMMENDATION: {"school_admin"}, Step.SELECTION: {"curator"}}


def deciders(people, lesson, step):
    """By the rule; the query must say the same."""
    permission = f"lessons.decide_{step.name.lower()}"
    allowed = {name for name, p in people.items() if rules.has_perm(permission, p, lesson)}
    found = {
        name
        for name, person in people.items()
        if lesson in LessonPage.objects.decided_by(person, step)
    }
    assert found == allowed
    return allowed


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("visibility", Visibility)
def test_school_recommends_and_curator_selects(people, schools, visibility, step):
    lesson = LessonPageFactory(author=people["author"], school=schools[0], visibility=visibility)
    expected = set() if visibility == Visibility.DRAFT else DECIDERS[step]
    assert deciders(people, lesson, step) == expected


def test_curator_stands_in_where_nobody_else_runs_the_school(people, schools):
    lesson = LessonPageFactory(
        author=people["admin_elsewhere"], school=schools[1], visibility=Visibility.SCHOOL
    )
    assert deciders(people, lesson, Step.RECOMMENDATION) == {"curator"}
    add_membership(person=people["colleague"], role=Role.SCHOOL_ADMIN, school=schools[1])
    assert deciders(people, lesson, Step.RECOMMENDATION) == {"colleague"}


@pytest.mark.parametrize("step", Step)
def test_nobody_decides_on_their_own_whatever_they_are(people, schools, step):
    author = people["author"]
    add_membership(person=author, role=Role.CURATOR, school=None)
    add_membership(person=author, role=Role.SCHOOL_ADMIN, school=schools[0])
    lesson = LessonPageFactory(author=author, school=schools[0], visibility=Visibility.DISTRICT)
    assert deciders(people, lesson, step) == DECIDERS[step]
