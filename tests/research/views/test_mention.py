import re

import pytest
from django.urls import reverse

from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import CommentFactory

pytestmark = pytest.mark.django_db

FETCH = {"X-Requested-With": "fetch"}


def names(client, take, words=""):
    address = reverse("research:people", args=[take.pk])
    page = client.get(address, {"words": words}, headers=FETCH)
    return re.findall(r'data-name="(.*?)"', page.content.decode())


def test_people_of_the_room_are_offered_by_what_their_names_hold(take, reviewer, reviewing):
    chen = MembershipFactory(person__name="陈曦").person
    InvitationFactory(take=take, person=chen)
    MembershipFactory(person__name="陈外")
    assert names(reviewer, take, "曦") == ["陈曦"]
    assert names(reviewer, take, "陈") == ["陈曦"]
    everybody = {"陈曦", str(take.lesson.author)}
    assert set(names(reviewer, take)) == everybody


def test_home_leads_to_the_comment_that_speaks_to_somebody(take, sign_in):
    comment = CommentFactory(take=take, body=f"@{take.lesson.author} <b>看</b>")
    client = sign_in(take.lesson.author)
    home = client.get("/").content.decode()
    assert f'/takes/{take.pk}/room/?near={comment.pk}#comment-{comment.pk}"' in home
    room = client.get(reverse("research:room", args=[take.pk])).content.decode()
    assert f'<b class="named">@{take.lesson.author}</b> &lt;b&gt;看&lt;/b&gt;' in room
