import datetime

import pytest
from django.utils import timezone, translation

from lessons.enums import Visibility
from moke.accounts.enums import Role
from research.domain.post import delete_post
from research.domain.queries.topic import (
    say_grades,
    say_subjects,
    talked_about,
    topics,
    topics_holding,
    topics_quoting,
    voices,
)
from research.domain.topic import close_topic
from research.models import Topic
from tests.factories.accounts import MembershipFactory, SchoolFactory, UserFactory
from tests.factories.research import PostFactory, TopicFactory, WatchableTakeFactory, span

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    return MembershipFactory(subjects=["chinese"], grade=1).person


def titles(person, **wishes):
    return [topic.title for topic in topics(wishes=wishes, person=person)]


def test_board_lists_the_last_spoken_first(lin):
    first, second = TopicFactory(title="一"), TopicFactory(title="二")
    assert titles(lin) == ["二", "一"]
    PostFactory(topic=first)
    assert titles(lin) == ["一", "二"]
    delete_post(post=PostFactory(topic=second))
    assert titles(lin) == ["一", "二"]


def test_topics_for_all_are_for_each_subject_and_grade(lin):
    TopicFactory(title="所有")
    TopicFactory(title="物理", subjects=["physics"])
    TopicFactory(title="一年级", grades=[1])
    TopicFactory(title="八年级物理", grades=[8], subjects=["physics", "chinese"])
    assert set(titles(lin, subject="chinese")) == {"所有", "一年级", "八年级物理"}
    assert set(titles(lin, grade=1)) == {"所有", "物理", "一年级"}
    assert set(titles(lin, grade=8, subject="physics")) == {"所有", "物理", "八年级物理"}


def test_mine_are_those_that_i_opened_or_answered(lin):
    TopicFactory(title="我的", by=lin)
    PostFactory(topic=TopicFactory(title="答过"), author=lin)
    delete_post(post=PostFactory(topic=TopicFactory(title="收回"), author=lin))
    PostFactory(topic=TopicFactory(title="别人"))
    assert set(titles(lin, mine=True)) == {"我的", "答过"}


def test_voices_count_schools_grades_subjects_and_people(lin):
    school = SchoolFactory()
    topic = TopicFactory(by=lin)
    for grade, subject in ((8, "physics"), (8, "chinese")):
        teacher = MembershipFactory(school=school, grade=grade, subjects=[subject]).person
        PostFactory(topic=topic, author=teacher)
        PostFactory(topic=topic, author=teacher)
    PostFactory(topic=topic, author=MembershipFactory(role=Role.CURATOR).person)
    delete_post(post=PostFactory(topic=topic))
    said = "2 schools · Grade 1, Grade 8 · Chinese, Physics · 4 teachers"
    assert str(voices(topic)) == said
    with translation.override("zh-hans"):
        assert str(voices(topic)) == "2 所学校 · 一年级、八年级 · 语文、物理 · 4 位教师"


def test_grades_in_a_row_are_said_as_a_run():
    assert say_grades([3, 1, 2, 8, 7, 3]) == "Grade 1 to Grade 3, Grade 7, Grade 8"
    assert (say_grades([]), say_subjects([])) == ("", "")


def test_talked_about_are_recent_open_topics_my_own_subjects_first(lin):
    named = TopicFactory(title="语文", subjects=["chinese"])
    TopicFactory(title="所有")
    TopicFactory(title="物理", subjects=["physics"])
    old, closed = TopicFactory(title="旧"), TopicFactory(title="完")
    close_topic(topic=closed, by=lin)
    long_ago = timezone.now() - datetime.timedelta(days=31)
    Topic.objects.filter(pk=old.pk).update(spoken_at=long_ago)
    assert [topic.title for topic in talked_about(lin)] == ["语文", "物理", "所有"]
    Topic.objects.filter(pk=named.pk).update(spoken_at=long_ago)
    assert [topic.title for topic in talked_about(lin)] == ["物理", "所有"]


def test_a_lesson_knows_the_topics_that_quote_it():
    take = WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)
    topic = TopicFactory()
    post = PostFactory(topic=topic, clips=[span(take), span(take, 1, 2)])
    TopicFactory()
    assert list(topics_quoting(take.lesson)) == [topic]
    delete_post(post=post)
    assert list(topics_quoting(take.lesson)) == []


def test_topics_are_counted_only_for_those_who_read_them(lin):
    TopicFactory()
    student = MembershipFactory(role=Role.STUDENT, grade=1).person
    assert [topics_holding(who, "").count() for who in (lin, UserFactory(), student)] == [1, 0, 0]
