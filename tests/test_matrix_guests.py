"""What a guest from outside is let through: the doors of the one take, and nothing else."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from research.middleware import GUESTS_DOORS
from tests.matrix import LISTINGS, VISIBILITIES, may
from tests.matrix_reviews import OPEN, ROUTES
from tests.test_matrix import ask, undone
from tests.world import make_world

pytestmark = pytest.mark.django_db

OF_THEIR_TAKE = {
    "research:room": 200,
    "research:room_data": 200,
    "research:room_events": 200,
    "research:chapters": 200,
    "research:visit": 204,
    "research:hand_over_all": 200,
    "research:comment": 200,
    "research:assent": 200,
    "research:sketch": 200,
    "research:enclosure": 200,
    "research:enclosure_small": 200,
    "research:finish": 302,
    "research:observation_mark": 422,
    "research:observation_restart": 302,
    "research:observation_take_back": 302,
    "research:reply_edit": 403,
    "research:reply_delete": 403,
    "media:poster": 200,
    "media:waveform": 200,
    "media:grant": 204,
    "media:file": 200,
    "media:position": 204,
    "media:transcript": 200,
    "media:recording_progress": 200,
    "media:recording_events": 200,
}
"""Doors of their own take. What colleagues write they read, and change nothing of it."""
ANSWERS = {
    "research:comments": {"GET": 200, "POST": 201},
    "research:observation": {"GET": 200, "POST": 422},
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        secret = world.lessons["draft"].guest_secret
        world.guest, world.visitor = Client(), Client()
        for client in (world.guest, world.visitor):
            client.cookies["django_language"] = "en"
        world.guest.post(reverse("research:guest", args=[secret]))
        yield world
        transaction.set_rollback(True)


def expected(route):
    """How the route of the guest's own take answers."""
    if route.name in OF_THEIR_TAKE:
        return OF_THEIR_TAKE[route.name]
    if route.name in ANSWERS:
        return ANSWERS[route.name][route.method]
    if route.name in GUESTS_DOORS:
        return 404
    return route.expected("anonymous", "draft")


def test_guest_comes_through_the_doors_of_their_take_alone(world):
    things = world.lessons["draft"]
    found = {(r.method, r.name, r.action): ask(world.guest, r, things).status_code for r in ROUTES}
    assert found == {(r.method, r.name, r.action): expected(r) for r in ROUTES}


@pytest.mark.parametrize("visibility", ["school", "public"])
def test_guest_is_a_visitor_to_every_other_lesson(world, visibility):
    things = world.lessons[visibility]
    found, visitors = {}, {}
    for route in ROUTES:
        key = (route.method, route.name, route.action)
        found[key] = ask(world.guest, route, things).status_code
        visitors[key] = ask(world.visitor, route, things).status_code
        watches = route.name.startswith("media:") or route.name == "research:chapters"
        if route.name in GUESTS_DOORS and not watches:
            knows = visibility == "public" and route.of == "take" and route.action != "invited"
            visitors[key] = 403 if knows else 404
    assert found == visitors


@pytest.mark.parametrize("name", LISTINGS)
def test_lists_show_a_guest_what_visitors_see(world, name):
    page = undone(world.guest, "GET", reverse(name))
    shown = {v for v in VISIBILITIES if f"题目{v}" in page.text}
    assert [v for v in shown if not may("anonymous", "read", v)] == []


@pytest.mark.parametrize("name", sorted(OPEN))
def test_guest_stays_signed_in_where_everybody_may_go(world, name):
    page = undone(world.guest, "GET", reverse(name))
    assert (page.status_code, reverse("account_login") in page.text) == (200, False)
