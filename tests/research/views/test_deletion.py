import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from lessons.domain.deletion import delete_take
from lessons.enums import DeletionReason
from moke.accounts.enums import Role
from research.models import Comment
from research.views import watch as watching
from research.views.events import watch_room
from tests.factories.accounts import MembershipFactory
from tests.factories.research import CommentFactory

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Requested-With": "fetch"}
TYPED = "导入很自然。"
OF_A_TAKE = [
    "lessons:take",
    "research:room",
    "research:comments",
    "research:observation",
    "research:room_events",
]


def delete(take):
    delete_take(take=take, by=take.lesson.author, reason=DeletionReason.CONSENT)


def url(name, *args):
    return reverse(name, args=args)


@pytest.mark.parametrize("name", OF_A_TAKE)
def test_addresses_of_a_deleted_take_say_what_happened(take, reviewer, reviewing, sign_in, name):
    mine = CommentFactory(take=take, author=reviewing)
    delete(take)
    page = reviewer.get(url(name, take.pk))
    assert page.status_code == 403
    assert "Consent was withdrawn" in page.content.decode()
    assert mine.body in page.content.decode()
    stranger = sign_in(MembershipFactory(role=Role.TEACHER).person)
    assert stranger.get(url(name, take.pk)).status_code == 404


def test_whoever_types_hears_why_it_was_not_sent(take, reviewer):
    delete(take)
    sent = {"kind": "note", "at": "0:01", "body": TYPED}
    answer = reviewer.post(url("research:comments", take.pk), sent, headers=SCRIPT)
    assert (answer.status_code, "<html" in answer.content.decode()) == (403, False)
    assert "was not sent" in answer.content.decode()
    plain = reviewer.post(url("research:comments", take.pk), sent)
    assert plain.context["typed"] == TYPED
    assert Comment.objects.count() == 0


def test_nothing_more_is_done_to_its_comments(take, reviewer, reviewing, author):
    comment = CommentFactory(take=take, author=reviewing)
    delete(take)
    for client, name, sent in (
        (reviewer, "research:comment_edit", {"body": TYPED}),
        (reviewer, "research:comment_delete", {}),
        (author, "research:verdict", {"choice": "adopted"}),
        (author, "research:reply", {"body": TYPED}),
    ):
        answer = client.post(url(name, comment.pk), sent, headers=SCRIPT)
        assert (answer.status_code, "deleted take 1" in answer.content.decode()) == (403, True)
    comment.refresh_from_db()
    assert (comment.edited_at, comment.deleted_at, comment.replies.count()) == (None, None, 0)


def test_what_observers_and_coders_found_can_still_be_read(take, author, reviewer):
    delete(take)
    for name in ("research:observations", "research:codings"):
        assert author.get(url(name, take.pk)).status_code == 200
        assert reviewer.get(url(name, take.pk)).status_code == 200
    assert author.get(url("research:record", take.lesson_id)).status_code == 200
    assert author.get(url("research:compare", take.lesson_id)).status_code == 200


def test_open_rooms_hear_why_they_are_shut(take, reviewing, reviewer, monkeypatch):
    request = RequestFactory().get("/")
    request.session = reviewer.session
    watch = watch_room(request, reviewing, take.pk)
    delete(take)
    monkeypatch.setattr(watching, "ACCESS_CHECKED_EVERY_S", 0)
    with override("en"):
        _cursor, [(name, words)] = watch.look(0)
    assert (name, words.startswith(f"{take.lesson.author} deleted take 1 on ")) == ("closed", True)
    with pytest.raises(PermissionDenied):
        watch.look(0)
