import pytest
from django.contrib.auth.models import AnonymousUser

from moke.accounts.models import School, User
from moke.search import rooms
from moke.search.rooms import count_finds, register_room, rooms_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(monkeypatch):
    """A registry of its own for the test."""
    monkeypatch.setattr(rooms, "_rooms", {})
    register_room(
        name="schools",
        label="Schools",
        url_name="home",
        find=lambda person, words: School.objects.filter(name__contains=words),
        place=2,
    )
    register_room(
        name="people",
        label="People",
        url_name="home",
        find=lambda person, words: User.objects.filter(name__contains=words),
        is_open_to=lambda person: person.is_authenticated,
        place=1,
    )
    register_room(name="quiet", label="Quiet", url_name="home", place=3)
    register_room(name="nowhere", label="Nowhere", url_name="not:there", place=0)


def test_rooms_stand_in_their_places_for_those_to_whom_they_are_open(registered):
    person = User.objects.create(username="one", name="One")
    assert [room.name for room in rooms_for(person)] == ["people", "schools", "quiet"]
    assert [room.name for room in rooms_for(AnonymousUser())] == ["schools", "quiet"]


def test_finds_of_all_rooms_are_counted_in_one_query(registered, django_assert_num_queries):
    person = User.objects.create(username="one", name="Elm")
    School.objects.create(name="Elm Lane", code="elm")
    School.objects.create(name="Elm Street", code="street")
    with django_assert_num_queries(1):
        finds = count_finds(rooms=rooms_for(person), person=person, words="Elm")
    assert finds == {"people": 1, "schools": 2}
    assert count_finds(rooms=rooms_for(person), person=person, words="x") == {
        "people": 0,
        "schools": 0,
    }


def test_rooms_without_a_search_are_not_counted(registered):
    quiet = [room for room in rooms_for(AnonymousUser()) if room.name == "quiet"]
    assert count_finds(rooms=quiet, person=AnonymousUser(), words="Elm") == {}
