import json
import uuid
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.urls import reverse

from lessons.domain.invitation import withdraw_invitation
from lessons.models import Invitation
from moke.accounts.enums import Role
from research.models import LiveMark
from tests.factories.accounts import MembershipFactory
from tests.factories.live import LiveLessonFactory

pytestmark = pytest.mark.django_db

DOOR = "/live/"


@pytest.fixture
def live():
    cache.clear()
    return LiveLessonFactory(running=True)


@pytest.fixture
def person():
    return MembershipFactory().person


@pytest.fixture
def colleague(person, sign_in):
    return sign_in(person)


def send(client, live, sent):
    url = reverse("research:seat_marks", args=[live.pk])
    body = sent if isinstance(sent, str) else json.dumps(sent)
    headers = {"X-Requested-With": "fetch"}
    return client.post(url, body, content_type="application/json", headers=headers)


def mark(live, **values):
    at = round(live.started_at.timestamp() * 1000) + 5000
    return {"token": str(uuid.uuid4()), "kind": "highlight", "at": at} | values


def test_scanned_address_brings_the_code_along(live, colleague, client):
    address = f"{DOOR}?code={live.code}"
    assert f'value="{live.code}"' in colleague.get(address).text
    assert quote(address, safe="/") in client.get(address)["Location"]


def test_code_leads_to_a_seat_and_marks_are_kept(live, colleague):
    page = colleague.post(DOOR, {"code": live.code}, follow=True)
    assert page.redirect_chain == [(reverse("research:seat", args=[live.pk]), 302)]
    sent = [mark(live), mark(live, kind="note", body="只给我看", private=True)]
    answer = send(colleague, live, sent).json()
    assert (answer["is_running"], answer["refused"]) == (True, {})
    kept = LiveMark.objects.values_list("kind", "body", "private")
    assert list(kept) == [("highlight", "", False), ("note", "只给我看", True)]
    assert sent[1]["token"] in colleague.get(page.redirect_chain[0][0]).text


def test_wrong_code_says_so_and_guessing_ends(live, colleague):
    wrong = "000000" if live.code != "000000" else "111111"
    answers = [colleague.post(DOOR, {"code": wrong}) for _try in range(10)]
    assert {answer.status_code for answer in answers} == {422}
    assert f'value="{wrong}"' in answers[0].text
    assert colleague.post(DOOR, {"code": live.code}).status_code == 429


def test_students_are_told_who_observes(live, sign_in):
    student = sign_in(MembershipFactory(role=Role.STUDENT).person)
    answer = student.post(DOOR, {"code": live.code})
    assert (answer.status_code, "Teachers observe with this code." in answer.text) == (422, True)


@pytest.mark.parametrize(
    "sent",
    ["", "{", "{}", "[1]", '[{"token": "x"}]', "[" + "{}," * 100 + "{}]", '[{"at": 1e400}]'],
)
def test_what_is_no_list_of_marks_is_refused(live, colleague, sent):
    colleague.post(DOOR, {"code": live.code})
    answer = send(colleague, live, sent)
    assert (answer.status_code, list(answer.json())) == (422, ["problem"])


def test_who_is_no_longer_invited_is_told_so(live, colleague, person):
    colleague.post(DOOR, {"code": live.code})
    withdraw_invitation(invitation=Invitation.objects.get(person=person))
    assert send(colleague, live, [mark(live)]).status_code == 403
