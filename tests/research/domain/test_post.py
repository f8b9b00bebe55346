import uuid

import pytest
from django.core.exceptions import ValidationError

from research.domain.overlap import Overtaken
from research.domain.post import delete_post, edit_post, write_post
from research.domain.topic import close_topic, delete_topic
from research.models import Post
from tests.factories.accounts import MembershipFactory
from tests.factories.research import PostFactory, TopicFactory, WatchableTakeFactory, span

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    return TopicFactory()


def test_post_is_cleaned_numbered_and_counted(topic):
    post = PostFactory(topic=topic, body="<p onclick=x>好<script>1</script></p>")
    topic.refresh_from_db()
    assert (post.body, post.change, topic.change) == ("<p>好</p>", 2, 2)
    assert (topic.answer_count, topic.spoken_at) == (1, post.created_at)


def test_sending_twice_writes_once(topic):
    author, token = MembershipFactory().person, uuid.uuid4()
    first = write_post(topic=topic, author=author, body="好。", token=token)
    again = write_post(topic=topic, author=author, body="好。", token=token)
    other = write_post(topic=topic, author=topic.opened_by, body="好。", token=token)
    assert first == again != other
    topic.refresh_from_db()
    assert topic.answer_count == 2


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "Write something first."),
        (" <p>&nbsp;</p><script>1</script> ", "Write something first."),
        ("字" * 10_001, "The text has 10001 characters. Please keep to 10000 or split it."),
        ("字" * 100_001, "The text has 100001 characters. Please keep to 10000 or split it."),
    ],
)
def test_text_that_is_empty_or_endless_is_refused(topic, body, words):
    with pytest.raises(ValidationError) as refusal:
        PostFactory(topic=topic, body=body)
    assert refusal.value.message_dict == {"body": [words]}
    assert topic.posts.count() == 1


def test_long_texts_and_long_words_are_kept(topic):
    assert PostFactory(topic=topic, body=f"<p>{'a' * 10_000}</p>").body == f"<p>{'a' * 10_000}</p>"


def test_a_clip_may_stand_without_words(topic):
    author = MembershipFactory().person
    take = WatchableTakeFactory(lesson__author=author)
    post = PostFactory(topic=topic, author=author, body="", clips=[span(take)])
    topic.refresh_from_db()
    assert (post.body, topic.clip_count) == ("", 1)


def test_closed_and_deleted_topics_take_no_posts(topic):
    gone = TopicFactory()
    delete_topic(topic=gone)
    close_topic(topic=topic, by=topic.opened_by)
    said = []
    for unwilling in (topic, gone):
        with pytest.raises(ValidationError) as refusal:
            write_post(topic=unwilling, author=topic.opened_by, body="好。")
        said.append(refusal.value.messages)
    assert said == [
        ["This topic is closed. It can be read, but not answered."],
        ["This topic was deleted."],
    ]


def test_editing_leaves_a_trace_and_a_change():
    post = PostFactory()
    assert edit_post(post=post, body=post.body).edited_at is None
    edit_post(post=post, body="<p>再想一想。</p>")
    topic = post.topic
    topic.refresh_from_db()
    assert (post.body, post.edited_at is None) == ("<p>再想一想。</p>", False)
    assert post.change == topic.change == 3


def test_a_change_in_another_window_is_not_overwritten_unseen():
    post = PostFactory()
    seen = post.change
    edit_post(post=Post.objects.get(pk=post.pk), body="<p>第一个窗口。</p>", seen=seen)
    with pytest.raises(Overtaken) as refusal:
        edit_post(post=post, body="<p>第二个窗口。</p>", seen=seen)
    assert refusal.value.newer == {"body": "<p>第一个窗口。</p>"}
    edit_post(post=post, body="<p>第一个窗口。</p>", seen=seen)
    edit_post(post=post, body="<p>第二个窗口。</p>", seen=post.change)
    assert Post.objects.get(pk=post.pk).body == "<p>第二个窗口。</p>"


def test_deleting_erases_words_and_clips_and_leaves_a_trace():
    author = MembershipFactory().person
    take = WatchableTakeFactory(lesson__author=author)
    post = PostFactory(author=author, clips=[span(take)])
    delete_post(post=post)
    deleted_at = delete_post(post=post).deleted_at
    post.refresh_from_db()
    topic = post.topic
    topic.refresh_from_db()
    assert (post.body, post.clips.count(), post.deleted_at) == ("", 0, deleted_at)
    assert (topic.answer_count, topic.clip_count, topic.change) == (0, 0, post.change)
    with pytest.raises(ValidationError):
        edit_post(post=post, body="<p>还在吗？</p>")


def test_the_opening_is_not_deleted_alone(topic):
    with pytest.raises(ValidationError):
        delete_post(post=topic.posts.get())
