import re

import pytest
from django.urls import reverse

from research.domain.assent import set_assent
from research.domain.queries.record import record_of
from research.domain.round import set_round
from tests.factories.accounts import UserFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import CommentFactory

pytestmark = pytest.mark.django_db

FETCH = {"X-Requested-With": "fetch"}


def send(client, comment, agrees):
    address = reverse("research:assent", args=[comment.pk])
    return client.post(address, {"agrees": agrees}, headers=FETCH)


def agreed(page):
    """What stands on the buttons, with the names beside them."""
    button = r'aria-pressed="(\w+)"( disabled)?>Agree(?: <b>(\d+)</b>)?</button>'
    names = r'(?: <small title="(.*?)")?'
    return [found for found in re.findall(button + names, page.content.decode()) if found[3]]


def test_reviewer_agrees_and_takes_it_back(take, reviewer, reviewing):
    comment = CommentFactory(take=take)
    set_assent(comment=comment, person=UserFactory(name="邓凯"), agrees=True)
    first, last = send(reviewer, comment, "true"), send(reviewer, comment, "false")
    names = ", ".join(sorted(["邓凯", str(reviewing)]))
    assert agreed(first) == [("true", "", "2", names)]
    assert agreed(last) == [("false", "", "1", "邓凯")]
    [chapter] = record_of(take.lesson, reviewing).chapters
    assert [comment.agreed for comment in chapter.comments] == [1]


def test_author_reads_who_agrees_and_does_not_press(take, author):
    comment = CommentFactory(take=take)
    set_assent(comment=comment, person=UserFactory(name="邓凯"), agrees=True)
    page = author.get(reverse("research:room", args=[take.pk]))
    assert agreed(page) == [("false", " disabled", "1", "邓凯")]
    assert send(author, comment, "true").status_code == 403


def test_agreement_without_scripts_is_a_form_of_the_comments_page(take, reviewer, reviewing):
    comment = CommentFactory(take=take)
    address = reverse("research:comment", args=[comment.pk])
    assert "Agree</button>" in reviewer.get(address).content.decode()
    set_assent(comment=comment, person=reviewing, agrees=True)
    assert "No longer agree</button>" in reviewer.get(address).content.decode()


def test_blind_reviewer_knows_nothing_to_agree_with(take, reviewer):
    comment = CommentFactory(take=take, author=InvitationFactory(take=take).person)
    set_round(take=take, by=take.lesson.author, form=None, is_blind=True)
    assert send(reviewer, comment, "true").status_code == 404
    assert comment.assents.count() == 0
