import uuid

import pytest
from django.core.exceptions import ValidationError
from wagtail.search.index import insert_or_update_object

from moke.search.query import matching
from research.domain.overlap import Overtaken
from research.domain.post import delete_post, edit_post
from research.domain.topic import close_topic, delete_topic, edit_topic, open_topic, reopen_topic
from research.models import Topic
from tests.factories.accounts import MembershipFactory
from tests.factories.research import PostFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    return MembershipFactory().person


def test_topic_is_opened_once_with_its_opening(lin):
    token = uuid.uuid4()
    given = {"by": lin, "title": " 怎样  等？ ", "body": "<p>好</p>", "token": token}
    given |= {"subjects": ["physics", "chinese", "physics"], "grades": [8, 1]}
    topic = open_topic(**given)
    assert open_topic(**given) == topic
    assert (topic.title, topic.subjects, topic.grades) == (
        "怎样 等？",
        ["physics", "chinese"],
        [1, 8],
    )
    opening = topic.posts.get()
    assert (opening.is_opening, opening.body, topic.answer_count) == (True, "<p>好</p>", 0)
    assert topic.spoken_at == opening.created_at


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"title": " \u3000 "}, {"title": ["Give the topic a title."]}),
        ({"title": "字" * 81}, {"title"}),
        ({"body": "<p></p>"}, {"body": ["Write something first."]}),
        ({"subjects": ["alchemy"]}, {"subjects": ["Choose among the subjects."]}),
        ({"grades": [13]}, {"grades": ["Choose among the grades."]}),
    ],
)
def test_half_topics_are_refused_by_field(lin, given, refused):
    with pytest.raises(ValidationError) as refusal:
        open_topic(**{"by": lin, "title": "题", "body": "文"} | given)
    assert set(refusal.value.message_dict) == set(refused)
    if isinstance(refused, dict):
        assert refusal.value.message_dict == refused
    assert Topic.objects.count() == 0


def test_editing_changes_title_text_and_audience():
    topic = TopicFactory(subjects=["physics"])
    changed = edit_topic(topic=topic, title="新题", body="<p>新文</p>", grades=[3])
    opening = topic.posts.get()
    assert (changed.title, changed.subjects, changed.grades) == ("新题", [], [3])
    assert (opening.body, opening.edited_at is None) == ("<p>新文</p>", False)
    assert changed.change == opening.change > topic.change


def test_editing_the_title_alone_is_news_too():
    topic = TopicFactory()
    changed = edit_topic(topic=topic, title="新题", body=topic.posts.get().body)
    assert (changed.change, topic.posts.get().change) == (2, 2)


def test_closing_and_reopening_twice_does_no_harm():
    topic = TopicFactory()
    close_topic(topic=topic, by=topic.opened_by)
    close_topic(topic=topic, by=MembershipFactory().person)
    closed = Topic.objects.get()
    assert closed.change == 2
    assert (closed.is_closed, closed.closed_by) == (True, topic.opened_by)
    reopen_topic(topic=topic)
    reopen_topic(topic=topic)
    opened = Topic.objects.get()
    assert (opened.is_closed, opened.change) == (False, 3)


def test_a_topic_goes_while_nobody_else_has_answered():
    topic = TopicFactory()
    PostFactory(topic=topic, author=topic.opened_by)
    delete_post(post=PostFactory(topic=topic))
    delete_topic(topic=topic)
    assert Topic.objects.count() == 0


def test_a_topic_with_words_of_colleagues_stays():
    topic = PostFactory().topic
    with pytest.raises(ValidationError):
        delete_topic(topic=topic)
    assert Topic.objects.get() == topic


def found(words):
    return [topic.title for topic in matching(Topic.objects.all(), words)]


def index(topic):
    """What the task does that each change of a topic asks for."""
    insert_or_update_object(Topic.objects.get(pk=topic.pk))


def test_every_word_of_a_topic_is_found_until_it_is_deleted():
    topic = TopicFactory(title="Waiting time", body="<p>buoyancy</p>")
    post = PostFactory(topic=topic, body="<p>magpie <b>tree</b></p>")
    index(topic)
    assert found("waiting") == found("buoyancy") == found("magpie") == ["Waiting time"]
    edit_post(post=post, body="<p>sparrow</p>")
    index(topic)
    assert (found("magpie"), found("sparrow")) == ([], ["Waiting time"])
    delete_post(post=post)
    index(topic)
    assert found("sparrow") == []


def test_whom_a_topic_is_for_is_not_overwritten_unseen(lin):
    said = {"title": "怎样等", "body": "<p>好</p>"}
    topic = open_topic(by=lin, token=uuid.uuid4(), **said)
    seen = topic.posts.get().change
    edit_topic(topic=topic, grades=[3], seen=seen, **said)
    with pytest.raises(Overtaken):
        edit_topic(topic=topic, seen=seen, **said)
    assert [one.grade for one in topic.audience.all()] == [3]
