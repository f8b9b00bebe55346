import pytest

from lessons.enums import Visibility
from moke.accounts.enums import Role
from moke.media.models import WatchPosition
from research.domain.queries.today_student import continue_watching, released_by_subject
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.factories.research import WatchableTakeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def student():
    return MembershipFactory(role=Role.STUDENT, grade=1).person


def release(**lesson):
    given = {"visibility": Visibility.DISTRICT, "grade": 1}
    return WatchableTakeFactory(lesson=LessonPageFactory(**given | lesson)).lesson


def test_released_are_the_newest_of_each_subject_that_can_be_watched(student):
    chinese = [release() for _ in range(4)]
    music = release(subject="music")
    release(grade=2)
    release(visibility=Visibility.SCHOOL)
    release(visibility=Visibility.DRAFT)
    TakeFactory(lesson=LessonPageFactory(visibility=Visibility.DISTRICT))
    found = released_by_subject(student)
    assert [(row.subject, row.grade) for row in found] == [("music", 1), ("chinese", 1)]
    shown = [[card.lesson.pk for card in row.cards] for row in found]
    assert shown == [[music.pk], [lesson.pk for lesson in reversed(chinese[1:])]]


def test_released_of_the_own_school_alone_are_shown_to_it(student):
    lesson = release(visibility=Visibility.SCHOOL, school=student.standing[0].school)
    assert [card.lesson.pk for row in released_by_subject(student) for card in row.cards] == [
        lesson.pk
    ]


def watch(person, take, position_s):
    return WatchPosition.objects.create(
        person=person, recording=take.recording, position_s=position_s
    )


def test_continue_watching_leaves_out_what_is_seen_or_closed(student):
    released = LessonPageFactory(visibility=Visibility.DISTRICT, grade=1)
    begun = watch(student, WatchableTakeFactory(lesson=released), 120)
    watch(student, WatchableTakeFactory(lesson=released), 590)
    watch(student, WatchableTakeFactory(), 120)
    watch(student, TakeFactory(lesson=released), 120)
    assert list(continue_watching(student)) == [begun]
