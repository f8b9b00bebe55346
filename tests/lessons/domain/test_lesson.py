import pytest
from django.core.exceptions import PermissionDenied

from lessons.domain.lesson import new_token, prepare_lesson, publish_plan
from lessons.domain.visibility import set_visibility
from lessons.enums import Visibility
from lessons.models import LessonPage
from tests.factories.accounts import SchoolFactory, UserFactory
from tests.factories.lessons import LessonPageFactory


def prepare(**kwargs):
    author = kwargs.pop("author", None) or UserFactory()
    school = kwargs.pop("school", None) or SchoolFactory()
    return prepare_lesson(
        author=author, school=school, title="静夜思", subject="chinese", grade=1, **kwargs
    )


def test_prepare_lesson_makes_a_live_draft_with_a_published_revision(db):
    lesson = prepare()
    assert lesson.live
    assert lesson.visibility == Visibility.DRAFT
    assert lesson.live_revision == lesson.latest_revision
    assert lesson.revisions.count() == 1
    assert lesson.owner == lesson.author
    assert lesson.get_parent().specific.school == lesson.school


def test_prepare_lesson_starts_with_the_usual_phases(db):
    minutes = [phase.value["minutes"] for phase in prepare().phases]
    assert minutes == [5, 15, 10, 7, 3]


def test_prepare_lesson_takes_phases_that_are_given(db):
    lesson = prepare(phases=[("phase", {"name": "导入", "minutes": 4})], edition="统编版")
    assert [phase.value["name"] for phase in lesson.phases] == ["导入"]
    assert lesson.edition == "统编版"


def test_prepare_lesson_twice_with_one_token_makes_one_lesson(db):
    author, school, token = UserFactory(), SchoolFactory(), new_token()
    first = prepare(author=author, school=school, token=token)
    assert prepare(author=author, school=school, token=token) == first
    assert LessonPage.objects.count() == 1


def test_prepare_lesson_does_not_hand_out_the_lesson_of_another_author(db):
    school, token = SchoolFactory(), new_token()
    assert prepare(school=school, token=token) != prepare(school=school, token=token)


def test_publish_plan_shows_the_newest_revision_and_twice_is_harmless(db):
    lesson = LessonPageFactory()
    lesson.objectives = "会背这首诗。"
    lesson.save_revision(user=lesson.author)
    assert LessonPage.objects.get().objectives == ""
    publish_plan(lesson=LessonPage.objects.get(), by=lesson.author)
    publish_plan(lesson=LessonPage.objects.get(), by=lesson.author)
    published = LessonPage.objects.get()
    assert published.objectives == "会背这首诗。"
    assert not published.has_unpublished_changes


def test_publish_plan_keeps_who_may_see_the_lesson(db):
    lesson = LessonPageFactory()
    lesson.save_revision(user=lesson.author)
    set_visibility(
        lesson=LessonPage.objects.get(), visibility=Visibility.DISTRICT, by=lesson.author
    )
    publish_plan(lesson=LessonPage.objects.get(), by=lesson.author)
    assert LessonPage.objects.get().visibility == Visibility.DISTRICT


@pytest.mark.parametrize("superuser", [False, True])
def test_publish_plan_is_refused_to_others(db, superuser):
    with pytest.raises(PermissionDenied):
        publish_plan(lesson=LessonPageFactory(), by=UserFactory(is_superuser=superuser))
