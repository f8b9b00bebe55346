import gzip
import re

import pytest
from django.test import Client
from django.urls import reverse

from lessons.enums import Visibility
from lessons.models import LessonPage
from moke.accounts.enums import Role
from research.domain.comment import delete_comment
from research.enums import VerdictChoice
from research.models import (
    Comment,
)
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import TakeFactory
from tests.factories.research import (
    AnswerFactory,
    CommentFactory,
    ReplyFactory,
    VerdictFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES = 14
FETCH = {"X-Requested-With": "fetch"}
SAID = {"kind": "question", "at": "2:31", "until": "2:40", "body": "为什么停在这里？"}


def room(take):
    return reverse("research:room", args=[take.pk])


def comments(take):
    return reverse("research:comments", args=[take.pk])


def the_rest(client, page):
    """The comments that the page left out, as its script fetches them."""
    address = re.search(r'data-all="([^"]*)"', page.content.decode())[1]
    return client.get(address).json()["notes"]


def ids(response):
    return re.findall(r'<li id="(comment-[1-9]\d*)"', response.content.decode())


def test_room_shows_comments_replies_verdicts_and_traces(take, reviewer, reviewing):
    mine = CommentFactory(take=take, author=reviewing, body="<b>停顿</b>", start_ms=151_000)
    ReplyFactory(comment=mine, author=take.lesson.author, body="好主意。")
    VerdictFactory(comment=mine, choice=VerdictChoice.PARTLY, reason="只改一处。")
    gone = delete_comment(comment=CommentFactory(take=take, start_ms=1, body="说错了"))
    page = reviewer.get(room(take), {"t": "151"})
    text = page.content.decode()
    assert ids(page) == [f"comment-{gone.pk}", f"comment-{mine.pk}"]
    assert "&lt;b&gt;停顿&lt;/b&gt;" in text
    assert "说错了" not in text
    for piece in ("2:31", "好主意。", "只改一处。", 'data-start-at="151.0"', "请看朗读。"):
        assert piece in text
    assert f'action="{comments(take)}"' in text


def test_author_judges_and_does_not_compose(take, author):
    CommentFactory(take=take)
    text = author.get(room(take)).content.decode()
    assert 'id="composer"' not in text
    assert 'data-may="rv"' in text


def test_room_without_comments_invites_the_first(take, reviewer):
    text = reviewer.get(room(take)).content.decode()
    assert '<div id="no-comments" class="empty">' in text
    assert "The first comment starts the talk." in text


def test_room_says_that_the_recording_is_not_ready(take, sign_in):
    waiting = TakeFactory(lesson=take.lesson)
    text = sign_in(take.lesson.author).get(room(waiting)).content.decode()
    assert 'id="not-ready"' in text
    assert 'id="composer"' not in text
    assert f'href="{room(take)}"' in text


def test_carried_comment_leads_to_its_origin(take, author):
    comment = CommentFactory(take=take, start_ms=151_000)
    second = WatchableTakeFactory(lesson=take.lesson)
    text = author.get(room(second)).content.decode()
    assert f'href="{room(take)}?t=151#comment-{comment.pk}"' in text
    assert "from take 1 · 2:31" in text


@pytest.mark.parametrize("query", ["t=x", "t=nan", "t=-1", "t=inf", "show=x", "show=mine"])
def test_room_bears_odd_queries(take, reviewer, query):
    assert reviewer.get(f"{room(take)}?{query}").status_code == 200


def test_filter_without_scripts_shows_only_what_it_names(take, reviewer, reviewing):
    mine = CommentFactory(take=take, author=reviewing)
    CommentFactory(take=take)
    page = reviewer.get(room(take), {"show": "mine"})
    assert ids(page) == [f"comment-{mine.pk}"]


def test_comment_is_small_on_the_wire(take, reviewer):
    before = len(gzip.compress(reviewer.get(room(take)).content))
    for number in range(100):
        CommentFactory(take=take, body=f"第 {number} 条", start_ms=number * 1000)
    after = len(gzip.compress(reviewer.get(room(take)).content))
    assert (after - before) / 100 < 120


def test_plain_form_writes_a_comment_and_leads_back(take, reviewer, reviewing):
    answer = reviewer.post(comments(take), SAID)
    comment = Comment.objects.get()
    assert answer.url == f"{room(take)}?t=151#comment-{comment.pk}"
    assert (comment.author, comment.start_ms, comment.end_ms) == (reviewing, 151_000, 160_000)


def test_script_gets_the_new_comment_and_a_second_click_nothing_new(take, reviewer):
    sent = {**SAID, "token": "8f14e45f-ceea-467f-a0e6-2f1c3a7f9b10"}
    first = reviewer.post(comments(take), sent, headers=FETCH)
    second = reviewer.post(comments(take), sent, headers=FETCH)
    assert (first.status_code, second.status_code) == (201, 201)
    assert ids(first) == ids(second)
    assert Comment.objects.count() == 1
    assert b"data-change" not in first.content


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"body": "  "}, "Write something first."),
        ({"at": "99:00"}, "outside the recording"),
        ({"at": "soon"}, "minutes and seconds"),
        ({"at": ""}, "at which moment"),
        ({"until": "2:30"}, "ends after it starts"),
        ({"kind": "praise"}, "praise"),
        ({"token": "x"}, "UUID"),
    ],
)
def test_refused_comment_keeps_its_words(take, reviewer, wrong, word):
    for headers in (FETCH, {}):
        answer = reviewer.post(comments(take), {**SAID, **wrong}, headers=headers)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert word in text
        assert 'id="composer"' in text
        assert wrong.get("body", SAID["body"]) in text
    assert Comment.objects.count() == 0


def test_comment_of_a_megabyte_is_refused_and_kept(take, reviewer):
    body = "字" * 350_000
    answer = reviewer.post(comments(take), {**SAID, "body": body}, headers=FETCH)
    assert answer.status_code == 422
    assert body in answer.content.decode()


def test_signed_out_script_is_told_so_and_a_page_is_led_to_the_sign_in(take):
    answer = Client().post(comments(take), SAID, headers=FETCH)
    assert answer.status_code == 401
    assert b'id="signed-out"' in answer.content
    page = Client().get(room(take))
    assert page.url.startswith(reverse("account_login"))


def test_other_peoples_rooms_are_unknown_or_closed(take, sign_in):
    teacher = MembershipFactory(role=Role.TEACHER, school=take.lesson.school).person
    client = sign_in(teacher)
    urls = [room(take), comments(take), reverse("research:room_events", args=[take.pk])]
    assert [client.get(url).status_code for url in urls] == [404, 404, 404]
    assert client.post(comments(take), SAID).status_code == 404
    LessonPage.objects.update(visibility=Visibility.SCHOOL)
    assert [client.get(url).status_code for url in urls] == [403, 403, 403]
    assert client.post(comments(take), SAID).status_code == 403


def test_author_and_school_admin_do_not_write_comments(take, author, sign_in):
    admin = MembershipFactory(role=Role.SCHOOL_ADMIN, school=take.lesson.school).person
    for client in (author, sign_in(admin)):
        assert client.get(room(take)).status_code == 200
        assert client.post(comments(take), SAID).status_code == 403


def test_since_hands_out_the_news_and_the_next_cursor(take, reviewer):
    old, new = CommentFactory(take=take), CommentFactory(take=take)
    news = reviewer.get(comments(take), {"since": old.change})
    assert ids(news) == [f"comment-{new.pk}"]
    assert f'data-change="{new.change}"' in news.content.decode()
    assert ids(reviewer.get(comments(take), {"since": "x"})) != []
    assert ids(reviewer.get(comments(take), {"since": "9" * 40})) == []


def test_since_tells_what_is_gone(take, author):
    comment = CommentFactory(take=take)
    second = WatchableTakeFactory(lesson=take.lesson)
    VerdictFactory(comment=comment, choice=VerdictChoice.NOT_ADOPTED)
    text = author.get(comments(second), {"since": 1}).content.decode()
    assert f'<li id="comment-{comment.pk}" data-gone>' in text


def test_private_notes_leak_by_no_route(take, reviewer, author, reviewing):
    note = CommentFactory(take=take, author=reviewing, private=True, body="只给自己看")
    later = WatchableTakeFactory(lesson=take.lesson)
    urls = [
        room(take),
        room(later),
        f"{room(take)}?show=mine",
        comments(take),
        f"{comments(take)}?since=0",
        comments(later),
        reverse("lessons:lesson", args=[take.lesson.pk]),
    ]
    for url in urls:
        text = author.get(url).content.decode()
        assert ("只给自己看" in text, f"comment-{note.pk}" in text) == (False, False)
    for name in ("comment", "comment_edit", "comment_delete", "reply", "verdict", "answer"):
        url = reverse(f"research:{name}", args=[note.pk])
        method = author.get if name == "comment" else author.post
        assert method(url).status_code == 404
    assert "只给自己看" in reviewer.get(room(take)).content.decode()
    assert "只给自己看" not in reviewer.get(room(later)).content.decode()


def test_ledger_links_to_the_seconds_still_open(take, author, sign_in):
    AnswerFactory(comment=VerdictFactory(comment=CommentFactory(take=take)).comment)
    comment = CommentFactory(take=take, start_ms=83_400)
    text = author.get(reverse("lessons:lesson", args=[take.lesson.pk])).content.decode()
    assert 'data-adopted="1"' in text
    assert 'data-open="1"' in text
    assert 'data-answered-in="2"' in text
    assert f"{room(take)}?t=83#comment-{comment.pk}" in text
    url = reverse("lessons:lesson", args=[take.lesson.pk])
    LessonPage.objects.update(visibility=Visibility.PUBLIC)
    student = MembershipFactory(role=Role.STUDENT, school=take.lesson.school).person
    assert ["ledger" in c.get(url).text for c in (Client(), sign_in(student))] == [False, False]


@pytest.mark.parametrize("second", ["abc", "nan", "1e308", "-1", "9" * 5000])
def test_room_opens_at_the_start_for_a_second_that_is_none(take, author, second):
    assert author.get(room(take), {"t": second}).context["start_at_s"] is None


def test_room_opens_at_the_same_moment_since_a_trim(take, author):
    take.recording.zero_ms = 4500
    take.recording.save()
    page = author.get(room(take), {"t": "20-25", "zero": "0"})
    said = 'data-start-at="15.5"' in page.text, 'id="lost-moment"' in page.text
    assert (page.context["player"]["asked"].at_s, *said) == (15.5, True, False)
    page = author.get(room(take), {"t": "2", "zero": "0"})
    said = 'data-start-at="0.0"' in page.text, 'id="lost-moment"' in page.text
    assert (page.context["player"]["asked"].at_s, *said) == (0.0, True, True)


@pytest.mark.parametrize("name", ["room", "comments", "comment_edit", "reply_edit"])
def test_numbers_beyond_the_database_name_nothing(author, name):
    page = author.get(reverse(f"research:{name}", args=[1]).replace("/1/", f"/{10**20}/"))
    assert page.status_code == 404
