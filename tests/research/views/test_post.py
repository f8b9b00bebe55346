import re
import uuid

import pytest
from django.urls import reverse

from lessons.enums import Visibility
from research.domain.post import delete_post
from research.domain.topic import delete_topic
from research.models import Post
from tests.factories.accounts import MembershipFactory
from tests.factories.research import PostFactory, TopicFactory, WatchableTakeFactory, span

pytestmark = pytest.mark.django_db

SCRIPT = {"X-Requested-With": "fetch"}


@pytest.fixture
def lin():
    return MembershipFactory(subjects=["chinese"], grade=1).person


@pytest.fixture
def client(lin, sign_in):
    return sign_in(lin)


@pytest.fixture
def topic():
    return TopicFactory()


def url(name, thing):
    return reverse(f"research:{name}", args=[thing.pk])


def test_answer_without_scripts_leads_back_to_it(client, topic):
    answer = client.post(url("posts", topic), {"body": "等一等。"}, follow=True)
    post = topic.posts.get(is_opening=False)
    assert post.body == "<p>等一等。</p>"
    assert answer.redirect_chain[-1][0] == f"{url('topic', topic)}?from={post.pk}#post-{post.pk}"


def test_answer_by_script_comes_back_as_news(client, topic):
    sent = {"body": "<p>等<b>一等</b></p>", "markup": "html", "token": str(uuid.uuid4())}
    answer = client.post(url("posts", topic), sent, headers=SCRIPT)
    page = answer.content.decode()
    assert answer.status_code == 201
    assert "<p>等<b>一等</b></p>" in page
    assert "2 schools" in page
    assert "1 answer" in page
    client.post(url("posts", topic), sent, headers=SCRIPT)
    assert topic.posts.count() == 2


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("字" * 100_000, "Please keep to 10000 or split it."),
        ("  ", "Write something first."),
        ("看 /takes/9999/room/?t=5-9", "There is no such lesson, or it is not open to you."),
    ],
)
def test_refused_answer_says_why_and_keeps_the_words(client, topic, body, words):
    page = client.post(url("posts", topic), {"body": body})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert body.strip()[:100] in page.content.decode()
    fragment = client.post(url("posts", topic), {"body": body}, headers=SCRIPT)
    assert fragment.status_code == 422
    assert words in fragment.content.decode()
    assert topic.posts.count() == 1


def test_answer_after_the_sign_in_expired_is_told_so(topic, sign_in):
    answer = sign_in(None).post(url("posts", topic), {"body": "好。"}, headers=SCRIPT)
    assert answer.status_code == 401
    assert 'id="signed-out"' in answer.content.decode()


def test_answer_to_a_topic_deleted_meanwhile_is_refused(client, topic):
    posts = url("posts", topic)
    delete_topic(topic=topic)
    assert client.post(posts, {"body": "好。"}, headers=SCRIPT).status_code == 404


def test_permalink_leads_to_the_post_wherever_it_stands(client, topic):
    opening = topic.posts.get()
    first = PostFactory(topic=topic)
    Post.objects.bulk_create(Post(topic=topic, author=first.author, body="好") for _ in range(40))
    assert f'id="post-{first.pk}"' not in client.get(url("topic", topic)).content.decode()
    there = client.get(url("post", first))
    assert there.url == f"{url('topic', topic)}?from={first.pk}#post-{first.pk}"
    assert f'id="post-{first.pk}"' in client.get(there.url).content.decode()
    assert client.get(url("post", opening)).url == f"{url('topic', topic)}#post-{opening.pk}"


def test_earlier_answers_come_as_a_fragment(client, topic):
    author = MembershipFactory().person
    posts = [PostFactory(topic=topic, author=author) for _ in range(35)]
    page = client.get(f"{url('posts', topic)}?before={posts[5].pk}", headers=SCRIPT)
    found = re.findall(r'id="post-(\d+)"', page.content.decode())
    assert found == [str(post.pk) for post in posts[:5]]


def test_own_answer_is_edited_with_its_clips(client, topic, lin):
    take = WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)
    post = PostFactory(topic=topic, author=lin, clips=[span(take)])
    form = client.get(url("post_edit", post), headers=SCRIPT).content.decode()
    clip = post.clips.get()
    assert f'value="#{clip.pk}"' in form
    assert "<html" not in form
    sent = {"body": "<p>改。</p>", "markup": "html", "clips": [f"#{clip.pk}"], "seen": post.change}
    page = client.post(url("post_edit", post), sent, headers=SCRIPT).content.decode()
    assert "<p>改。</p>" in page
    assert ">edited</small>" in page
    assert post.clips.get() == clip
    stale = client.post(url("post_edit", post), sent | {"body": "<p>另。</p>"}, headers=SCRIPT)
    assert stale.status_code == 422
    for words in (f'data-seen="{post.change + 1}"', ">改。</dd>", ">另。</dd>"):
        assert words in stale.text


def test_clips_of_other_posts_are_not_taken_over(client, lin):
    take = WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)
    other = PostFactory(clips=[span(take)]).clips.get()
    post = PostFactory(author=lin)
    sent = {"body": "好", "clips": [f"#{other.pk}"], "seen": post.change}
    assert client.post(url("post_edit", post), sent).status_code == 422
    assert list(other.post.clips.all()) == [other]


def test_own_answer_is_deleted_after_a_question(client, lin):
    post = PostFactory(author=lin, body="<p>说过的话</p>")
    assert "Delete this answer?" in client.get(url("post_delete", post)).content.decode()
    page = client.post(url("post_delete", post), headers=SCRIPT).content.decode()
    assert "Deleted by its author" in page
    assert client.post(url("post_delete", post), headers=SCRIPT).status_code == 200
    assert "说过的话" not in client.get(url("topic", post.topic)).content.decode()
    assert client.get(url("post_edit", post)).status_code == 403


def test_deleting_while_others_answer_hurts_nobody(client, lin):
    post = PostFactory(author=lin)
    client.post(url("post_delete", post))
    PostFactory(topic=post.topic)
    delete_post(post=post)
    post.topic.refresh_from_db()
    assert post.topic.answer_count == 1
