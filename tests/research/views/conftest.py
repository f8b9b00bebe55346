import pytest

from moke.accounts.enums import Role
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory, LessonPageFactory
from tests.factories.research import WatchableTakeFactory


@pytest.fixture
def take():
    teacher = MembershipFactory(role=Role.TEACHER)
    lesson = LessonPageFactory(author=teacher.person, school=teacher.school)
    return WatchableTakeFactory(lesson=lesson)


@pytest.fixture
def author(take, sign_in):
    return sign_in(take.lesson.author)


@pytest.fixture
def reviewing(take):
    """A teacher who is invited to the take."""
    person = MembershipFactory(role=Role.TEACHER).person
    return InvitationFactory(take=take, person=person, note="请看朗读。").person


@pytest.fixture
def reviewer(reviewing, sign_in):
    return sign_in(reviewing)
