import re
from urllib.parse import quote

import pytest
from django.urls import reverse

from lessons.enums import Visibility
from moke.accounts.enums import Role
from research.domain.topic import close_topic
from research.models import Comment, Post, Topic
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import (
    CommentFactory,
    PostFactory,
    TopicFactory,
    WatchableTakeFactory,
    span,
)

pytestmark = pytest.mark.django_db

BOARD = reverse("research:topics")
NEW = reverse("research:topic_new")
MOST_QUERIES = 14
SCRIPT = {"X-Requested-With": "fetch"}


@pytest.fixture
def lin():
    return MembershipFactory(subjects=["chinese"], grade=1, person__name="Lin").person


@pytest.fixture
def client(lin, sign_in):
    return sign_in(lin)


def page_of(topic):
    return reverse("research:topic", args=[topic.pk])


def posts_of(topic):
    return reverse("research:posts", args=[topic.pk])


def shown(page):
    return [int(key) for key in re.findall(r'<li id="post-(\d+)"', page.content.decode())]


# The board -------------------------------------------------------------------------


def test_empty_board_invites(client):
    page = client.get(BOARD).content.decode()
    assert "Nobody has opened a topic yet" in page
    assert f'href="{NEW}"' in page


def test_board_says_who_for_whom_and_how_much(client):
    opener = MembershipFactory(subjects=["physics"], school__name="金水第七中学").person
    topic = TopicFactory(by=opener, title="怎样等？", grades=[7, 8], subjects=["physics"])
    take = WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)
    PostFactory(topic=topic, clips=[span(take)])
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(BOARD).content.decode()))
    for words in (
        "怎样等？",
        f"{opener} · 金水第七中学 · Physics",
        "For Grade 7, Grade 8 · Physics",
        "1 answer",
        "1 clip",
    ):
        assert words in page


@pytest.mark.parametrize("query", ["?grade=x", "?subject='--", "?page=x", "?page=99", "?mine=zz"])
def test_board_bears_odd_queries(client, query):
    assert client.get(BOARD + query).status_code == 200


def test_board_that_finds_nothing_helps_onward(client):
    TopicFactory()
    assert "No topic like that" in client.get(f"{BOARD}?mine=on").content.decode()
    endless = client.get(BOARD, {"words": "字" * 10_000})
    assert endless.status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_board_takes_the_same_few_queries(client, django_assert_num_queries, number):
    for _ in range(number):
        topic = TopicFactory(grades=[1], subjects=["chinese"], by=MembershipFactory().person)
        PostFactory(topic=topic)
    client.get(BOARD)
    with django_assert_num_queries(7):
        client.get(BOARD)


# A topic ---------------------------------------------------------------------------


@pytest.mark.parametrize("number", [50, 500])
def test_topic_takes_few_queries_however_many_posts(
    client, lin, django_assert_max_num_queries, number
):
    people = [MembershipFactory(subjects=["chinese"], grade=3).person for _ in range(5)]
    take = WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)
    topic = TopicFactory(by=lin, subjects=["chinese"])
    Post.objects.bulk_create(
        Post(topic=topic, author=people[n % 5], body="<p>好。</p>", change=n + 2)
        for n in range(number)
    )
    PostFactory(topic=topic, clips=[span(take)])
    client.get(page_of(topic))
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(page_of(topic))
    assert len(shown(page)) == 30
    assert f"{number + 1 - 30} earlier answers" in page.content.decode()
    early = topic.posts.all()[3].pk
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(f"{page_of(topic)}?from={early}")
    assert len(shown(page)) == number + 1


def test_closed_topic_is_read_and_not_answered(client, lin):
    topic = TopicFactory(by=lin)
    close_topic(topic=topic, by=lin)
    page = client.get(page_of(topic)).content.decode()
    assert "It can be read, but not answered." in page
    assert 'id="answer"' not in page
    answer = client.post(posts_of(topic), {"body": "还想说。"}, headers=SCRIPT)
    assert answer.status_code == 422
    assert "This topic is closed." in answer.content.decode()


def test_opener_closes_and_curator_reopens(client, lin, sign_in):
    topic = TopicFactory(by=lin)
    close = reverse("research:topic_close", args=[topic.pk])
    client.post(close)
    assert Topic.objects.get().closed_by == lin
    sign_in(MembershipFactory(role=Role.CURATOR).person).post(close, {"reopen": "1"})
    assert Topic.objects.get().is_closed is False


def test_answered_topic_is_not_deleted(client, lin):
    topic = TopicFactory(by=lin)
    PostFactory(topic=topic)
    delete = reverse("research:topic_delete", args=[topic.pk])
    page = client.post(delete, follow=True).content.decode()
    assert "Colleagues have answered, so the topic stays." in page
    assert "Delete the topic" not in page
    topic.posts.filter(is_opening=False).delete()
    assert "The topic is deleted." in client.post(delete, follow=True).content.decode()
    assert Topic.objects.count() == 0


# Opening and editing ------------------------------------------------------------


def test_new_topic_starts_with_one_s_own_subjects_and_grade(client):
    page = client.get(NEW).content.decode()
    chosen = re.findall(r'name="(grades|subjects)" value="([^"]+)"[^>]*checked', page)
    assert chosen == [("grades", "1"), ("subjects", "chinese")]


def test_topic_is_opened_from_plain_words_with_a_pasted_address(client, lin):
    take = WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)
    sent = {
        "title": "怎样等？",
        "body": f"请看这一段：\n/takes/{take.pk}/room/?t=95-120#comment-7\n\n<b>谢谢</b>",
        "subjects": ["chinese"],
        "grades": ["1", "2"],
    }
    assert client.post(NEW, sent).status_code == 302
    topic = Topic.objects.get()
    opening = topic.posts.get()
    assert opening.body == "<p>请看这一段：</p><p>&lt;b&gt;谢谢&lt;/b&gt;</p>"
    assert [(c.take, c.start_ms, c.end_ms) for c in opening.clips.all()] == [
        (take, 95_000, 120_000)
    ]
    assert (topic.subjects, topic.grades, topic.opened_by) == (["chinese"], [1, 2], lin)


def test_second_click_leads_to_the_same_topic(client):
    sent = {"title": "题", "body": "文", "token": "0b7e4f4c-6f0f-4d8e-9a35-8f6a1f0d3b11"}
    first, second = client.post(NEW, sent), client.post(NEW, sent, headers=SCRIPT)
    assert (first.status_code, second.status_code, Topic.objects.count()) == (302, 201, 1)
    assert f'href="{first.url}"' in second.content.decode()


@pytest.mark.parametrize("field", ["title", "body", "clips", "subjects", "grades", "token", "seen"])
def test_scripts_in_every_field_stay_words(client, field):
    sent = {"title": "题", "body": "文", "markup": "html"}
    sent |= {field: '"><script>alert(1)</script>'}
    page = client.post(NEW, sent, follow=True).content.decode()
    assert "<script>alert" not in page


def test_refused_topic_keeps_every_word(client):
    sent = {"title": "  ", "body": "写了很久的话", "grades": ["3"]}
    answer = client.post(NEW, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Give the topic a title." in page
    assert "写了很久的话" in page
    assert re.search(r'name="grades" value="3"[^>]*checked', page)


def test_clip_of_a_lesson_that_is_not_open_is_refused_and_the_address_kept(client):
    take = WatchableTakeFactory(lesson__title="别人的草稿")
    address = f"/takes/{take.pk}/room/?t=5-9"
    answer = client.post(NEW, {"title": "题", "body": "文", "clips": [address]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is no such lesson, or it is not open to you." in page
    assert f'value="{address}"' in page
    assert "别人的草稿" not in page


def test_new_topic_from_an_address(client):
    take = WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)
    page = client.get(f"{NEW}?clip={quote(f'/takes/{take.pk}/room/?t=5-9')}").content.decode()
    assert f'value="/takes/{take.pk}/room/?t=5-9&amp;zero=0"' in page
    page = client.get(f"{NEW}?clip=/takes/{take.pk}/room/?t=9000").content.decode()
    assert "This moment lies outside the recording" in page


def test_new_topic_from_a_comment_takes_its_moment_and_only_one_s_own_words(client, lin):
    take = WatchableTakeFactory()
    InvitationFactory(take=take, person=lin)
    mine = CommentFactory(take=take, author=lin, start_ms=5_000, end_ms=9_000, body="我的意见")
    other = CommentFactory(take=take, start_ms=20_000, body="同行的意见")
    page = client.get(f"{NEW}?comment={mine.pk}").content.decode()
    assert "&lt;p&gt;我的意见&lt;/p&gt;" in page
    assert f'value="/takes/{take.pk}/room/?t=5-9&amp;zero=0"' in page
    page = client.get(f"{NEW}?comment={other.pk}").content.decode()
    assert "同行的意见" not in page
    assert f'value="/takes/{take.pk}/room/?t=20-50&amp;zero=0"' in page


def test_new_topic_never_takes_a_private_or_deleted_comment(client, lin):
    take = WatchableTakeFactory()
    InvitationFactory(take=take, person=lin)
    private = CommentFactory(take=take, author=lin, private=True)
    hidden = CommentFactory()
    deleted = CommentFactory(take=take, author=lin)
    Comment.objects.filter(pk=deleted.pk).update(deleted_at="2026-11-24T00:00:00Z")
    for comment in (private, hidden, deleted):
        assert client.get(f"{NEW}?comment={comment.pk}").status_code == 404


def test_editing_the_opening_keeps_its_clips(client, lin):
    take = WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)
    topic = TopicFactory(by=lin, clips=[span(take), span(take, 1, 2)])
    edit = reverse("research:topic_edit", args=[topic.pk])
    first, second = topic.posts.get().clips.all()
    page = client.get(edit).content.decode()
    assert f'value="#{first.pk}"' in page
    sent = {"title": "新题", "body": "<p>新文</p>", "markup": "html", "clips": [f"#{second.pk}"]}
    assert client.post(edit, sent | {"seen": "1"}).status_code == 302
    opening = topic.posts.get()
    assert (opening.body, list(opening.clips.all())) == ("<p>新文</p>", [second])
    stale = client.post(edit, sent | {"seen": "1", "title": "另题", "body": "<p>另一个窗口</p>"})
    page = stale.content.decode()
    assert stale.status_code == 422
    for words in ("As it stands now", ">新题</dd>", ">另题</dd>", ">新文</dd>", ">另一个窗口</dd>"):
        assert words in page
    assert f'name="seen" value="{opening.change}"' in page


# On the lesson's page and at home -------------------------------------------------


def test_lesson_lists_the_topics_that_quote_it(client):
    take = WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)
    url = reverse("lessons:lesson", args=[take.lesson_id])
    assert "No topic quotes this lesson yet." in client.get(url).content.decode()
    topic = TopicFactory(title="怎样等？")
    PostFactory(topic=topic, clips=[span(take)])
    lesson = client.get(url).content.decode()
    assert f'href="{page_of(topic)}">怎样等？</a>' in lesson
    assert f'data-quote="{NEW}"' in lesson


def test_home_says_what_is_talked_about(client):
    topic = TopicFactory(title="怎样等？")
    page = client.get("/").content.decode()
    assert "Talked about now" in page
    assert f'href="{page_of(topic)}"' in page
