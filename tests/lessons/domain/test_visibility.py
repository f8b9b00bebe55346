import pytest
from django.core.exceptions import PermissionDenied

from lessons.domain.visibility import set_visibility
from lessons.enums import Visibility
from lessons.models import LessonPage
from tests.factories.lessons import LessonPageFactory


@pytest.fixture
def lesson(people, schools):
    return LessonPageFactory(
        author=people["author"], school=schools[0], visibility=Visibility.SCHOOL
    )


@pytest.mark.parametrize("visibility", Visibility)
def test_set_visibility_lets_the_author_choose(lesson, people, visibility):
    set_visibility(lesson=lesson, visibility=visibility, by=people["author"])
    assert LessonPage.objects.get().visibility == visibility


@pytest.mark.parametrize("who", ["school_admin", "curator"])
def test_set_visibility_lets_those_who_oversee_withdraw_only(lesson, people, who):
    with pytest.raises(PermissionDenied):
        set_visibility(lesson=lesson, visibility=Visibility.DISTRICT, by=people[who])
    set_visibility(lesson=lesson, visibility=Visibility.DRAFT, by=people[who])
    assert LessonPage.objects.get().visibility == Visibility.DRAFT


@pytest.mark.parametrize("who", ["colleague", "admin_elsewhere", "student", "operator"])
def test_set_visibility_is_refused_to_others(lesson, people, who):
    with pytest.raises(PermissionDenied):
        set_visibility(lesson=lesson, visibility=Visibility.DRAFT, by=people[who])
