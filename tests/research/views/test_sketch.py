"""Drawings over a comment's picture, in and out of the room's endpoints."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse

from moke.accounts.enums import Role
from research.tasks import cut_sketch_still
from tests.factories.accounts import MembershipFactory
from tests.factories.research import CommentFactory

pytestmark = pytest.mark.django_db

FETCH = {"X-Requested-With": "fetch"}
SHAPES = [{"tool": "arrow", "colour": "cinnabar", "points": [0, 0, 5000, 5000]}]
SKETCH = json.dumps({"version": 1, "shapes": SHAPES})
NOTHING = json.dumps({"version": 1, "shapes": []})
SAID = {"kind": "note", "at": "0:05", "body": "看这里。"}


@pytest.fixture(autouse=True)
def picture(take):
    take.recording.width_px, take.recording.height_px = 640, 360
    take.recording.save()


def write(client, take, **said):
    url = reverse("research:comments", args=[take.pk])
    return client.post(url, SAID | said, headers=FETCH)


def fetch(client, comment):
    answer = client.get(reverse("research:sketch", args=[comment.pk]))
    return answer.json()["shapes"] if answer.status_code == 200 else answer.status_code


def test_drawing_is_sent_with_its_comment_and_fetched_alone(take, author, reviewer):
    answer = write(reviewer, take, sketch=SKETCH)
    assert (answer.status_code, "data-drawn" in answer.text) == (201, True)
    comment = take.comments.get()
    assert [fetch(client, comment) for client in (author, reviewer)] == [SHAPES, SHAPES]
    room = author.get(reverse("research:room", args=[take.pk])).text
    assert ("data-drawn" in room, "points" in room) == (True, False)


def test_refused_drawing_keeps_the_words(take, reviewer):
    answer = write(reviewer, take, sketch=SKETCH.replace("arrow", "spray"))
    assert (answer.status_code, "看这里。" in answer.text) == (422, True)
    assert "This drawing cannot be read." in answer.text
    assert take.comments.count() == 0


def test_drawing_is_changed_with_its_comment(take, reviewer, reviewing):
    comment = CommentFactory(take=take, author=reviewing)
    url = reverse("research:comment_edit", args=[comment.pk])
    for sketch, found in ((SKETCH, SHAPES), ("", SHAPES), (NOTHING, [])):
        reviewer.post(url, {"body": "看这里。", "sketch": sketch}, headers=FETCH)
        assert fetch(reviewer, comment) == found


def test_record_shows_the_drawing_over_a_still_that_a_worker_cuts(take, author, reviewing):
    plain, drawn = (
        CommentFactory(take=take, author=reviewing, start_ms=5_000, sketch=sketch)
        for sketch in ("", SKETCH)
    )
    page = author.get(reverse("research:record", args=[take.lesson_id])).text
    still = reverse("research:sketch_still", args=[drawn.pk])
    assert (page.count(still), page.count('class="drawn"')) == (1, 1)
    assert author.get(reverse("research:sketch_still", args=[plain.pk])).status_code == 404
    assert author.get(still).headers["Content-Type"] == "image/svg+xml"
    name = f"{take.recording.key}/attempt/still-5000ms.jpg"
    storages["recordings"].save(name, ContentFile(b"\xff\xd8"))
    assert author.get(still).content == b"\xff\xd8"
    cut_sketch_still.func(drawn.pk)


def test_drawing_is_seen_by_who_may_read_its_comment(take, author, reviewing, sign_in, client):
    shared = CommentFactory(take=take, author=reviewing, sketch=SKETCH)
    private = CommentFactory(take=take, author=reviewing, sketch=SKETCH, private=True)
    stranger = sign_in(MembershipFactory(role=Role.TEACHER).person)
    student = sign_in(MembershipFactory(role=Role.STUDENT, school=take.lesson.school).person)
    assert [fetch(one, shared) for one in (author, stranger, student)] == [SHAPES, 404, 404]
    assert [fetch(one, private) for one in (author, sign_in(reviewing))] == [404, SHAPES]
    assert fetch(client, shared) == 302
