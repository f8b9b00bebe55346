import datetime
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lessons.domain.invitation import invite_again
from lessons.domain.queries.invitation import colleagues
from moke.accounts.enums import Role
from moke.accounts.models import User
from research.domain.guest import find_guest, make_guest_link, usual_last_day
from research.domain.round import close_round, set_round
from research.models import Comment, GuestLink, GuestVisit
from research.views.events import watch_room
from research.views.watch import ACCESS_CHECKED_EVERY_S
from tests.factories.accounts import MembershipFactory
from tests.factories.research import (
    CommentFactory,
    ObservationFormFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db

SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def link_and_secret(take):
    return make_guest_link(
        take=take,
        by=take.lesson.author,
        name="李明",
        organisation="市教育学院",
        valid_until=usual_last_day(take=take),
    )


@pytest.fixture
def link(link_and_secret):
    return link_and_secret[0]


@pytest.fixture
def door(link_and_secret):
    return reverse("research:guest", args=[link_and_secret[1]])


@pytest.fixture
def stranger():
    client = Client()
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def guest(stranger, door):
    stranger.post(door)
    return stranger


def send(client, take, **data):
    url = reverse("research:comments", args=[take.pk])
    sent = {"kind": "question", "at": "0:05", "body": "为什么？", **data}
    return client.post(url, sent, headers=SCRIPT)


def test_author_makes_a_link_that_is_shown_once_and_mailed(take, author):
    page = author.get(reverse("lessons:take", args=[take.pk])).text
    last_day = timezone.localdate() + datetime.timedelta(days=14)
    assert f'value="{last_day.isoformat()}"' in page
    sent = {"guest-name": "李明", "guest-organisation": "市教育学院"}
    sent |= {"guest-email": "li@example.org", "guest-valid_until": last_day.isoformat()}
    page = author.post(reverse("research:guest_new", args=[take.pk]), sent).text
    address = re.search(r'id="guest-address"[^>]*>([^<]+)<', page)[1]
    link = GuestLink.objects.get()
    assert (str(link.guest), link.guest.is_active) == ("李明 · 市教育学院", False)
    assert (link.digest in address, len(address.rstrip("/").rpartition("/")[2])) == (False, 32)
    assert ([m.to for m in mail.outbox], address in mail.outbox[0].body) == (
        [["li@example.org"]],
        True,
    )
    page = author.get(reverse("lessons:take", args=[take.pk])).text
    assert (page.count("李明 · 市教育学院"), "Has not come yet" in page) == (2, True)
    too_late = timezone.localdate() + datetime.timedelta(days=61)
    answer = author.post(
        reverse("research:guest_new", args=[take.pk]), sent | {"guest-valid_until": too_late}
    )
    assert (answer.status_code, "within the next 60 days" in answer.text) == (422, True)


def test_looking_at_a_link_lets_nobody_in_and_going_on_does(take, link, door, stranger, author):
    page = stranger.get(door)
    assert (take.lesson.title in page.text, GuestVisit.objects.count()) == (True, 0)
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert stranger.get(reverse("research:room", args=[take.pk])).status_code == 302
    entered = stranger.post(door, follow=True)
    assert entered.redirect_chain == [(reverse("research:room", args=[take.pk]), 302)]
    assert [visit.link for visit in GuestVisit.objects.all()] == [link]
    assert "Came 1 time" in author.get(reverse("lessons:take", args=[take.pk])).text


def test_guest_comments_and_answers_under_their_own_words_alone(take, guest, link):
    others = CommentFactory(take=take, body="同事的话")
    assert send(guest, take).status_code == 201
    mine = Comment.objects.get(author=link.guest)
    replies = [
        guest.post(reverse("research:reply", args=[pk]), {"body": "好。"}, headers=SCRIPT)
        for pk in (mine.pk, others.pk)
    ]
    assert [reply.status_code for reply in replies] == [201, 404]
    verdict = reverse("research:verdict", args=[mine.pk])
    answer = guest.post(verdict, {"choice": "adopted"}, headers=SCRIPT)
    assert answer.status_code == 401
    page = guest.get(reverse("research:room", args=[take.pk])).text
    assert ("同事的话" in page, "李明 · 市教育学院" in page) == (True, True)
    elsewhere = ("lessons:lesson", "lessons:take_plan", "research:codings")
    assert [name for name in elsewhere if f'href="{_address(name, take)}"' in page] == []


def _address(name, take):
    return reverse(name, args=[take.lesson.pk if name == "lessons:lesson" else take.pk])


def test_guest_sees_neither_other_takes_nor_what_is_said_there(take, guest):
    later = WatchableTakeFactory(lesson=take.lesson)
    earlier_words = CommentFactory(take=take, body="第一讲的话")
    page = guest.get(reverse("research:room", args=[take.pk])).text
    assert ("第一讲的话" in page, 'id="takes"' in page) == (True, False)
    assert guest.get(reverse("research:room", args=[later.pk])).status_code == 404
    _link, secret = make_guest_link(
        take=later,
        by=take.lesson.author,
        name="王红",
        organisation="",
        valid_until=timezone.localdate(),
    )
    guest.post(reverse("research:guest", args=[secret]))
    page = guest.get(reverse("research:room", args=[later.pk])).text
    assert (earlier_words.body in page, "王红" in page) == (False, True)
    assert guest.get(reverse("research:comment", args=[earlier_words.pk])).status_code == 404


def test_guest_of_a_blind_round_writes_alone_and_finishes(take, guest, link):
    set_round(take=take, by=take.lesson.author, form=ObservationFormFactory(), is_blind=True)
    CommentFactory(take=take, body="别人的话")
    room = reverse("research:room", args=[take.pk])
    assert "别人的话" not in guest.get(room).text
    finished = guest.post(reverse("research:finish", args=[take.pk]), follow=True)
    assert "The author knows that you have finished." in finished.text
    assert "别人的话" in finished.text
    sheet = guest.get(reverse("research:observation", args=[take.pk]), follow=True)
    assert 'id="observation"' in sheet.text
    places = range(len(link.guest.observations.get().wording["dimensions"]))
    send(guest, take)
    evidence = Comment.objects.get(author=link.guest).pk
    filled = {f"level_{place}": 4 for place in places}
    filled |= {f"evidence_{place}": evidence for place in places}
    url = reverse("research:observation", args=[take.pk])
    handed_in = guest.post(url, filled | {"hand-in": "1"}, follow=True)
    assert "The author has your form." in handed_in.text
    taken_back = guest.post(reverse("research:observation_take_back", args=[take.pk]), follow=True)
    assert 'id="observation"' in taken_back.text


def test_revoking_or_the_end_of_the_time_ends_a_visit_at_once(take, guest, link, author, door):
    url = reverse("research:room", args=[take.pk])
    grant = reverse("media:grant", args=[take.recording.key])
    watch = watch_room(guest.get(url).wsgi_request, find_guest(link.guest_id), take.pk)
    assert guest.post(grant).status_code == 204
    author.post(reverse("research:guest_revoke", args=[link.pk]))
    answers = [guest.get(url), guest.post(grant), send(guest, take), guest.get(door)]
    assert [answer.status_code for answer in answers] == [410, 404, 410, 410]
    assert [_said(answer) for answer in answers[::2]] == [
        "This link was taken back",
        "Your link was taken back",
    ]
    assert take.lesson.title not in answers[-1].text
    watch.checked_at -= ACCESS_CHECKED_EVERY_S
    assert watch.look(0)[1] == [("closed", "You cannot enter this review any more.")]
    now = timezone.now()
    GuestLink.objects.update(revoked_at=None, expires_at=now)
    answers = [guest.get(url), guest.post(door), send(guest, take)]
    assert [answer.status_code for answer in answers] == [410, 410, 410]
    assert [_said(answer) for answer in answers] == [
        "This link has run out",
        "This link has run out",
        "Your link has run out",
    ]
    GuestLink.objects.all().delete()
    assert _said(guest.get(url)) == "This visit is over"


def _said(answer):
    ends = "(This|Your) (link|visit) (was taken back|has run out|is over)"
    return re.search(ends, answer.text)[0]


def test_wrong_links_say_nothing_and_soon_nothing_is_looked_up(stranger, settings, take, door):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"guest_link": "2/m/ip"}
    wrong = reverse("research:guest", args=["x" * 32])
    pages = [stranger.get(wrong), stranger.post(wrong), stranger.get(wrong)]
    assert [page.status_code for page in pages] == [404, 404, 429]
    cache.clear()
    take.delete()
    assert stranger.get(door).status_code == 404


def test_link_to_a_closed_round_says_so_and_opens_it_for_reading(take, stranger, door):
    close_round(take=take, by=take.lesson.author)
    assert "This round is closed." in stranger.get(door).text
    stranger.post(door)
    assert stranger.get(reverse("research:room", args=[take.pk])).status_code == 200
    assert send(stranger, take).status_code == 422


def test_guest_account_has_no_other_door(take, link, author):
    assert author.get(reverse("lessons:take", args=[take.pk])).text.count("李明") >= 1
    assert [person for person in colleagues(take) if person.is_guest] == []
    assert invite_again(take=WatchableTakeFactory(lesson=take.lesson), by=take.lesson.author) == []
    guest = User.objects.get(pk=link.guest_id)
    assert (guest.is_active, guest.has_usable_password(), guest.email) == (False, False, "")
    assert guest.has_perm("research.enter_room", take) is False


def test_admin_of_the_school_sees_its_guests_and_stops_them(take, link, sign_in):
    school = take.lesson.school
    admin = sign_in(MembershipFactory(role=Role.SCHOOL_ADMIN, school=school).person)
    elsewhere = sign_in(MembershipFactory(role=Role.SCHOOL_ADMIN).person)
    address = reverse("research:guest_revoke", args=[link.pk])
    seen = [f'id="guest-{link.pk}"' in client.get("/guests/").text for client in (admin, elsewhere)]
    assert (seen, elsewhere.post(address).status_code) == ([True, False], 404)
    page = admin.post(address, follow=True)
    link.refresh_from_db()
    assert (page.redirect_chain[0][0], link.is_live) == ("/guests/", False)
    assert f'id="guest-{link.pk}"' not in page.text


def test_guests_of_a_school_are_for_its_admins(author):
    assert author.get("/guests/").status_code == 403
