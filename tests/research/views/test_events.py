import pytest
from asgiref.sync import async_to_sync
from django.core.exceptions import PermissionDenied
from django.test import AsyncClient, Client, RequestFactory
from django.urls import reverse

from moke.accounts.domain.membership import end_membership
from moke.accounts.models import User
from research.domain.comment import delete_comment, edit_comment
from research.domain.topic import close_topic, delete_topic
from research.domain.verdict import give_verdict
from research.models import Topic
from research.views import watch as watching
from research.views.events import watch_room, watch_topic
from tests.conftest import SIGN_IN_BACKEND
from tests.factories.research import CommentFactory, PostFactory, TopicFactory


@pytest.fixture
def watch(take, reviewing, reviewer):
    request = RequestFactory().get("/")
    request.session = reviewer.session
    return watch_room(request, reviewing, take.pk)


@pytest.mark.django_db
def test_watch_speaks_when_something_changed(watch, take):
    assert watch.look(0) == (0, [])
    comment = CommentFactory(take=take)
    assert watch.look(0) == (1, [("change", "1")])
    assert watch.look(1) == (1, [])
    give_verdict(comment=comment, by=take.lesson.author, choice="adopted")
    delete_comment(comment=edit_comment(comment=comment, body="另说。"))
    assert watch.look(1) == (4, [("change", "4")])


@pytest.mark.django_db
def test_watch_is_silent_about_private_notes_of_others(watch, take):
    CommentFactory(take=take, private=True)
    assert watch.look(0) == (0, [])


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["uninvited", "deactivated", "signed out"])
def test_watch_ends_when_access_is_taken_away(watch, take, reviewer, monkeypatch, how):
    if how == "uninvited":
        take.invitations.all().delete()
    elif how == "deactivated":
        User.objects.filter(pk=watch.viewer.pk).update(is_active=False)
    else:
        reviewer.logout()
    assert watch.look(0) == (0, [])
    monkeypatch.setattr(watching, "ACCESS_CHECKED_EVERY_S", 0)
    CommentFactory(take=take)
    assert [name for name, _ in watch.look(0)[1]] == ["closed"]
    with pytest.raises(PermissionDenied):
        watch.look(0)


@pytest.mark.django_db
def test_watch_goes_on_for_whoever_may_stay(watch, take, monkeypatch):
    monkeypatch.setattr(watching, "ACCESS_CHECKED_EVERY_S", 0)
    CommentFactory(take=take)
    assert watch.look(0) == (1, [("change", "1")])


@pytest.mark.django_db
def test_signed_out_stream_is_refused(take):
    assert Client().get(reverse("research:room_events", args=[take.pk])).status_code == 401


@pytest.mark.django_db(transaction=True)
def test_stream_resumes_without_a_gap(take, reviewing):
    CommentFactory(take=take)
    missed = CommentFactory(take=take)

    async def first_event():
        client = AsyncClient()
        await client.aforce_login(reviewing, backend=SIGN_IN_BACKEND)
        url = reverse("research:room_events", args=[take.pk])
        response = await client.get(f"{url}?since=2", headers={"Last-Event-ID": "1"})
        assert response.headers["Content-Type"] == "text/event-stream"
        chunks = aiter(response)
        await anext(chunks)
        event = (await anext(chunks)).decode()
        await chunks.aclose()
        return event

    event = async_to_sync(first_event)()
    assert event == f"event: change\ndata: {missed.change}\nid: {missed.change}\n\n"


@pytest.fixture
def topic_watch(reviewing, reviewer):
    request = RequestFactory().get("/")
    request.session = reviewer.session
    return watch_topic(request, reviewing, TopicFactory().pk)


@pytest.mark.django_db
def test_watch_of_a_topic_speaks_of_every_change(topic_watch):
    topic = Topic.objects.get()
    assert topic_watch.look(1) == (1, [])
    PostFactory(topic=topic)
    close_topic(topic=topic, by=topic.opened_by)
    assert topic_watch.look(1) == (3, [("change", "3")])


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["deleted", "no teacher any more", "signed out"])
def test_watch_of_a_topic_ends(topic_watch, reviewer, monkeypatch, how):
    monkeypatch.setattr(watching, "ACCESS_CHECKED_EVERY_S", 0)
    if how == "deleted":
        delete_topic(topic=Topic.objects.get())
    elif how == "signed out":
        reviewer.logout()
    else:
        end_membership(membership=topic_watch.viewer.memberships.get())
    assert [name for name, _ in topic_watch.look(0)[1]] == ["closed"]
    with pytest.raises(PermissionDenied):
        topic_watch.look(0)
