import json

import pytest
from django.urls import reverse

from research.models import Answer, Comment, Reply, Verdict
from tests.factories.accounts import UserFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import (
    CommentFactory,
    ReplyFactory,
    VerdictFactory,
    WatchableTakeFactory,
)
from tests.research.windows import base_in, shown_in

pytestmark = pytest.mark.django_db

FETCH = {"X-Requested-With": "fetch"}


def post(client, name, thing, sent=None, **kwargs):
    return client.post(reverse(f"research:{name}", args=[thing.pk]), sent or {}, **kwargs)


@pytest.fixture
def mine(take, reviewing):
    return CommentFactory(take=take, author=reviewing, start_ms=83_000)


@pytest.fixture
def theirs(take):
    return CommentFactory(take=take)


def test_own_comment_is_edited_with_a_trace(reviewer, mine):
    answer = post(reviewer, "comment_edit", mine, {"body": "换个说法。"}, headers=FETCH)
    text = answer.content.decode()
    assert ("换个说法。" in text, "edited" in text) == (True, True)
    refused = post(reviewer, "comment_edit", mine, {"body": " "}, headers=FETCH)
    assert refused.status_code == 422
    assert b'data-form="edit"' in refused.content


def test_own_comment_is_deleted_once_and_a_second_click_is_harmless(reviewer, mine, take):
    answers = [post(reviewer, "comment_delete", mine) for _ in range(2)]
    room = reverse("research:room", args=[take.pk])
    assert [a.url for a in answers] == [f"{room}?t=83#comment-{mine.pk}"] * 2
    assert Comment.objects.get().body == ""


def test_other_peoples_comments_and_replies_are_not_changed(reviewer, theirs):
    reply = ReplyFactory(comment=theirs, body="好。")
    for name, thing in (
        ("comment_edit", theirs),
        ("comment_delete", theirs),
        ("verdict", theirs),
        ("answer", theirs),
        ("reply_edit", reply),
        ("reply_delete", reply),
    ):
        assert post(reviewer, name, thing, {"body": "x"}).status_code == 403
    reply.refresh_from_db()
    assert reply.body == "好。"


def test_everything_of_another_school_is_unknown(sign_in, theirs):
    reply = ReplyFactory(comment=theirs)
    client = sign_in(UserFactory())
    for name in ("comment_edit", "comment_delete", "reply", "verdict", "answer"):
        assert post(client, name, theirs).status_code == 404
    for name in ("reply_edit", "reply_delete"):
        assert post(client, name, reply).status_code == 404


def test_signed_out_endpoints_keep_the_page(client, theirs):
    for name in ("comment_edit", "comment_delete", "reply", "verdict", "answer"):
        assert post(client, name, theirs, headers=FETCH).status_code == 401


def test_reply_is_written_edited_and_deleted(reviewer, reviewing, theirs):
    token = "8f14e45f-ceea-467f-a0e6-2f1c3a7f9b10"
    for _ in range(2):
        answer = post(reviewer, "reply", theirs, {"body": "同意。", "token": token}, headers=FETCH)
        assert answer.status_code == 201
    reply = Reply.objects.get()
    assert reply.author == reviewing
    assert (
        post(reviewer, "reply_edit", reply, {"body": "很同意。"}, headers=FETCH).status_code == 200
    )
    assert post(reviewer, "reply_edit", reply, {"body": ""}, headers=FETCH).status_code == 422
    assert post(reviewer, "reply_edit", reply, {"body": ""}).status_code == 422
    assert (
        b"This reply was deleted." in post(reviewer, "reply_delete", reply, headers=FETCH).content
    )


def test_empty_reply_is_refused_with_and_without_scripts(author, theirs):
    for headers in (FETCH, {}):
        answer = post(author, "reply", theirs, {"body": " "}, headers=headers)
        assert (answer.status_code, b"Write something first." in answer.content) == (422, True)


def test_author_gives_a_verdict(author, theirs):
    answer = post(author, "verdict", theirs, {"choice": "adopted"}, headers=FETCH)
    assert b'class="seal adopted"' in answer.content
    refused = post(author, "verdict", theirs, {"choice": "not-adopted"}, headers=FETCH)
    assert (refused.status_code, b"Say in a line" in refused.content) == (422, True)
    assert Verdict.objects.get().choice == "adopted"


def test_author_links_the_answer_from_the_later_room(author, take):
    comment = VerdictFactory(comment=CommentFactory(take=take)).comment
    second = WatchableTakeFactory(lesson=take.lesson)
    sent = {"take": second.pk, "at": "1:23", "room": second.pk}
    answer = post(author, "answer", comment, sent, headers=FETCH)
    assert b"take 2 at 1:23" in answer.content
    assert b'data-carried="1"' in answer.content
    plain = post(author, "answer", comment, sent)
    room = reverse("research:room", args=[second.pk])
    assert plain.url == f"{room}?near={comment.pk}#comment-{comment.pk}"
    refused = post(author, "answer", comment, {**sent, "at": "50:00"}, headers=FETCH)
    assert refused.status_code == 422
    assert f'type="hidden" name="take" value="{second.pk}"' in refused.content.decode()
    assert Answer.objects.get().at_ms == 83_000


def test_answer_in_another_lessons_take_is_refused(author, take):
    comment = VerdictFactory(comment=CommentFactory(take=take)).comment
    other = WatchableTakeFactory()
    sent = {"take": other.pk, "at": "0:01", "room": other.pk}
    answer = post(author, "answer", comment, sent, headers=FETCH)
    assert (answer.status_code, Answer.objects.count()) == (422, 0)


def test_page_of_a_comment_offers_what_the_person_may_do(author, reviewer, mine, take):
    WatchableTakeFactory(lesson=take.lesson)
    VerdictFactory(comment=mine)
    url = reverse("research:comment", args=[mine.pk])
    forms = {"reply", "edit", "delete", "verdict", "answer"}

    def offered(client):
        text = client.get(url).content.decode()
        return {name for name in forms if f'data-form="{name}"' in text}

    assert offered(author) == {"reply", "verdict", "answer"}
    assert offered(reviewer) == {"reply", "edit", "delete"}


def test_uninvited_reviewer_loses_every_endpoint(reviewer, reviewing, mine, take):
    take.invitations.filter(person=reviewing).delete()
    for name in ("comment_edit", "comment_delete", "reply"):
        assert post(reviewer, name, mine, {"body": "x"}).status_code == 404
    InvitationFactory(take=take, person=reviewing)
    assert post(reviewer, "comment_edit", mine, {"body": "x"}, headers=FETCH).status_code == 200


def test_two_windows_on_one_comment_lose_nothing(reviewer, mine):
    old = base_in(reviewer.get(reverse("research:comment", args=[mine.pk])))
    first = {"before": old, "body": "第一个窗口", "kind": mine.kind}
    assert post(reviewer, "comment_edit", mine, first, headers=FETCH).status_code == 200
    assert post(reviewer, "comment_edit", mine, first, headers=FETCH).status_code == 200
    second = {"before": old, "body": "第二个窗口", "kind": "question"}
    for headers in (FETCH, {}):
        refused = post(reviewer, "comment_edit", mine, second, headers=headers)
        assert refused.status_code == 422
        assert ("第一个窗口" in refused.text, "第二个窗口" in refused.text) == (True, True)
    mine.refresh_from_db()
    assert (mine.body, mine.kind) == ("第一个窗口", "suggestion")
    post(reviewer, "comment_edit", mine, second | {"over": shown_in(refused)})
    mine.refresh_from_db()
    assert (mine.body, mine.kind) == ("第二个窗口", "question")


def test_two_windows_on_one_reply_lose_nothing(reviewer, theirs, reviewing):
    reply = ReplyFactory(comment=theirs, author=reviewing, body="旧")
    old = json.dumps([{"body": "旧"}])
    post(reviewer, "reply_edit", reply, {"before": old, "body": "第一个"}, headers=FETCH)
    second = {"before": old, "body": "第二个"}
    refused = post(reviewer, "reply_edit", reply, second, headers=FETCH)
    assert (refused.status_code, "第一个" in refused.text) == (422, True)
    post(reviewer, "reply_edit", reply, second | {"over": shown_in(refused)}, headers=FETCH)
    reply.refresh_from_db()
    assert reply.body == "第二个"


def test_two_windows_on_one_verdict_lose_no_reason(author, theirs):
    old = base_in(author.get(reverse("research:comment", args=[theirs.pk])))
    first = {"before": old, "choice": "partly", "reason": "下一讲试试"}
    assert post(author, "verdict", theirs, first, headers=FETCH).status_code == 200
    second = {"before": old, "choice": "not-adopted", "reason": "时间不够"}
    refused = post(author, "verdict", theirs, second, headers=FETCH)
    assert refused.status_code == 422
    for words in ("Partly adopted", "下一讲试试", "时间不够", 'name="choice" value="not-adopted"'):
        assert words in refused.text
    assert Verdict.objects.get().reason == "下一讲试试"
    post(author, "verdict", theirs, second | {"over": shown_in(refused)}, headers=FETCH)
    assert Verdict.objects.get().reason == "时间不够"
