"""A room of many comments: what its page brings along, and what its script fetches."""

import json
import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from research.domain.queries.margin import BEFORE_THE_MOMENT, FIRST_SHOWN
from research.enums import CommentKind
from research.models import Comment
from research.views import room
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import CommentFactory, ReplyFactory, VerdictFactory

pytestmark = pytest.mark.django_db

MANY = 80


@pytest.fixture
def comments(take):
    """One each second, in order of time."""
    author = MembershipFactory(subjects=["chinese"], grade=3).person
    Comment.objects.bulk_create(
        Comment(
            take=take,
            author=author,
            kind=list(CommentKind)[n % 4],
            body=f"第{n}条。",
            start_ms=n * 1000,
            change=n + 1,
        )
        for n in range(MANY)
    )
    return list(Comment.objects.order_by("start_ms"))


def enter(client, take, **query):
    return client.get(reverse("research:room", args=[take.pk]), query)


def shown(page):
    return [int(pk) for pk in re.findall(r'<li id="comment-([1-9]\d*)"', page.text)]


def data_address(page):
    return re.search(r'data-all="([^"]*)"', page.text)[1]


def pins(page):
    return json.loads(re.search(r'<script id="pins"[^>]*>(.*?)</script>', page.text)[1])


def keys(comments):
    return [comment.pk for comment in comments]


def test_page_brings_the_first_comments_and_pins_of_all(take, reviewer, comments):
    page = enter(reviewer, take)
    assert shown(page) == keys(comments[:FIRST_SHOWN])
    assert pins(page)["id"] == keys(comments)
    assert set(pins(page)["at"]) == {0, 1000}
    assert f"{MANY - FIRST_SHOWN} more comments" in page.text
    assert 'id="earlier"' not in page.text


def test_script_fetches_exactly_what_the_page_left_out(take, reviewer, comments):
    page = enter(reviewer, take)
    rest = reviewer.get(data_address(page))
    assert [note["id"] for note in rest.json()["notes"]] == keys(comments[FIRST_SHOWN:])
    assert rest.headers["Cache-Control"] == "private, no-store"


def test_page_opens_around_the_second_asked_for(take, reviewer, comments):
    page = enter(reviewer, take, t=40)
    begin = 40 - BEFORE_THE_MOMENT
    assert shown(page) == keys(comments[begin : begin + FIRST_SHOWN])
    assert f"{begin} earlier comments" in page.text
    last = enter(reviewer, take, t=9999)
    assert shown(last) == keys(comments[-FIRST_SHOWN:])
    assert 'id="later"' not in last.text


def test_page_opens_around_the_comment_asked_for(take, reviewer, comments):
    begin = 60 - BEFORE_THE_MOMENT
    expected = keys(comments[min(begin, MANY - FIRST_SHOWN) :][:FIRST_SHOWN])
    assert shown(enter(reviewer, take, near=comments[60].pk)) == expected
    for nonsense in ("x", "9" * 40, "-1"):
        assert shown(enter(reviewer, take, near=nonsense)) == keys(comments[:FIRST_SHOWN])


def test_page_without_scripts_can_show_all(take, reviewer, comments):
    page = enter(reviewer, take, whole=1)
    assert shown(page) == keys(comments)
    assert 'id="pins"' not in page.text


def test_filter_shows_its_first_and_counts_all(take, reviewer, comments):
    page = enter(reviewer, take, show="waiting")
    waiting = [c for c in comments if c.kind in {"suggestion", "question"}]
    assert shown(page) == keys(waiting[:FIRST_SHOWN])
    assert page.context["counts"]["waiting"] == len(waiting)
    assert pins(page)["id"] == keys(comments)


def test_small_room_has_nothing_left_to_fetch(take, reviewer):
    CommentFactory(take=take)
    page = enter(reviewer, take)
    assert 'id="pins"' not in page.text
    assert "data-all" not in page.text


def test_crowded_room_shows_its_first_and_says_the_rest_in_its_data(
    take, reviewer, comments, monkeypatch
):
    plain = {show: enter(reviewer, take, show=show).context for show in ("all", "waiting", "mine")}
    near = enter(reviewer, take, near=comments[-3].pk).context
    later = enter(reviewer, take, t=comments[-2].start_ms / 1000).context
    monkeypatch.setattr(room, "CROWDED", len(comments) - 1)
    for asked, expected in (
        *(({"show": show}, context) for show, context in plain.items()),
        ({"near": comments[-3].pk}, near),
        ({"near": 999_999}, plain["all"]),
        ({"t": comments[-2].start_ms / 1000}, later),
    ):
        page = enter(reviewer, take, **asked)
        assert 'id="pins"' not in page.text
        for name in ("notes", "earlier", "later", "counts", "show"):
            assert page.context[name] == expected[name], (asked, name)
    said = reviewer.get(data_address(page)).json()["notes"]
    assert [note["id"] for note in said] == keys(comments)
    assert shown(enter(reviewer, take, whole=1)) == keys(comments)


def test_what_was_kept_is_its_viewers_alone(take, author, reviewer, reviewing, comments):
    Comment.objects.filter(pk=comments[-1].pk).update(private=True, author=reviewing)
    address = data_address(enter(reviewer, take))
    bodies = {note.get("body") for note in reviewer.get(address).json()["notes"]}
    others = {note.get("body") for note in author.get(address).json()["notes"]}
    assert (comments[-1].body in bodies, comments[-1].body in others) == (True, False)


def test_word_for_what_was_kept_opens_no_door(take, reviewer, comments, sign_in):
    stranger = sign_in(MembershipFactory().person)
    assert stranger.get(data_address(enter(reviewer, take))).status_code == 404


def test_everything_is_handed_out_when_what_was_kept_is_gone(take, reviewer, comments):
    address = data_address(enter(reviewer, take))
    cache.clear()
    notes = reviewer.get(address).json()["notes"]
    assert [note["id"] for note in notes] == keys(comments)


def test_data_say_who_may_do_what(take, author, comments):
    VerdictFactory(comment=comments[-1])
    ReplyFactory(comment=comments[-2], author=take.lesson.author)
    InvitationFactory(take=take)
    notes = author.get(data_address(enter(author, take))).json()["notes"]
    assert (notes[-1]["may"], notes[-1]["state"]) == ("rv", "adopted")
    assert notes[-2]["replies"][0]["may"] == "e"
    assert "mine" not in notes[-1]
