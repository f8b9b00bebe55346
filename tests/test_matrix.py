"""The access matrix over every address: no cell is left to luck."""

import base64

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from lessons.models import LessonPage
from tests.conftest import SIGN_IN_BACKEND
from tests.indexing import index_everything
from tests.matrix import (
    ADMIN,
    AUTHORS_ADMIN,
    LISTINGS,
    PERSONAL,
    ROLES,
    SIGN_IN,
    VISIBILITIES,
    WORK,
    may,
)
from tests.matrix_files import FILE_ROUTES
from tests.matrix_reviews import OPEN, ROUTES
from tests.world import ATTEMPT, make_world

pytestmark = pytest.mark.django_db

PERMISSIONS = {
    "read": "lessons.read_lesson",
    "plan": "lessons.read_plan",
    "reason": "lessons.give_reason",
    "own": "lessons.open_take",
    "follow": "lessons.follow_submission",
    "judge": "lessons.decide_lesson",
    "recommend": "lessons.decide_recommendation",
}
TAKE_PERMISSIONS = {
    "review": "research.enter_room",
    "comment": "research.write_comment",
    "talk": "research.code_take",
    "own": "lessons.invite_reviewer",
    "delete": "lessons.delete_take",
}
REFUSALS = {302, 403, 404}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all tests here; each request in it is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        index_everything()
        world.clients = {role: make_client(person) for role, person in world.people.items()}
        yield world
        transaction.set_rollback(True)


def make_client(person):
    client = Client()
    client.cookies["django_language"] = "en"
    if person:
        client.force_login(person, backend=SIGN_IN_BACKEND)
    return client


def undone(client, method, url, data=None, headers=None):
    """Answer a request and undo what it changed."""
    send = getattr(client, method.lower())
    with transaction.atomic():
        response = send(url, data or {}, headers=headers)
        transaction.set_rollback(True)
    if response.streaming:
        close(response)
    return response


def close(response):
    """Close a stream unread; the connection to the database stays, as for other responses."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)


def address(route, things):
    """The address of the route for the things of one lesson."""
    named = ("lesson", "collection", "take", "invitation", "live", "comment", "reply")
    named += ("topic", "post", "clip", "upload")
    pks = {name: [getattr(things, name).pk] for name in named} | {
        "step": [things.lesson.pk],
        "coding": [things.take.pk, "st"],
        "recording": [things.recording.key],
        "received": [things.received.key],
        "captions": [things.recording.key, "zh-Hans"],
        "file": [things.recording.key, ATTEMPT, "master.m3u8"],
        "attachment": [things.attachment.key, things.attachment.name],
        "attachment_key": [things.attachment.key],
        "export": [things.export.key],
        "guest": [things.guest_link.pk],
        "enclosure": [things.comment.enclosures.get().key],
    }
    return reverse(route.name, args=pks.get(route.of, []))


def ask(client, route, things):
    """Ask for a route of one lesson as its pages would."""
    data, headers = dict(route.data), dict(route.headers)
    if route.name == "media:file":
        undone(client, "POST", reverse("media:grant", args=[things.recording.key]))
    if route.name == "media:uploads":
        key = base64.b64encode(str(things.waiting.recording.key).encode()).decode()
        headers["Upload-Metadata"] = f"recording {key}"
    if route.of == "step":
        data["step"] = things.step.pk
    if route.name == "research:answer":
        data = {"take": things.later.pk, "at": "0:01"}
    return undone(client, route.method, address(route, things), data, headers)


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{r.method}-{r.name}-{r.action}")
def test_route_answers_as_the_matrix_says(world, route):
    expected, found = {}, {}
    for visibility, things in world.lessons.items():
        for role in ROLES:
            expected[role, visibility] = route.expected(role, visibility)
            found[role, visibility] = ask(world.clients[role], route, things).status_code
    assert found == expected


@pytest.mark.parametrize("name", LISTINGS)
def test_listing_names_only_lessons_that_may_be_read(world, name):
    leaks = {}
    for role in ROLES:
        page = undone(world.clients[role], "GET", reverse(name))
        shown = {v for v in VISIBILITIES if f"题目{v}" in page.text}
        leaks[role] = {v for v in shown if not may(role, "read", v)}
    assert leaks == {role: set() for role in ROLES}


@pytest.mark.parametrize("rest", ["", "?words=题目", "?words=题", "suggestions/?words=题目"])
def test_library_names_every_lesson_that_has_left_its_author(world, rest):
    for role in ROLES:
        page = undone(world.clients[role], "GET", f"/library/{rest}").text
        unmarked = page.replace("<mark>", "").replace("</mark>", "")
        shown = {v for v in VISIBILITIES if f"题目{v}" in unmarked}
        assert (role, shown) == (
            role,
            {v for v in VISIBILITIES if v != "draft" and may(role, "read", v)},
        )


def test_rules_and_queries_tell_the_truth_of_the_matrix(world):
    for role, person in world.people.items():
        viewer = person or AnonymousUser()
        seen = set(LessonPage.objects.visible_to(viewer).values_list("pk", flat=True))
        for visibility, things in world.lessons.items():
            cell = (role, visibility)
            assert (cell, things.lesson.pk in seen) == (cell, may(role, "read", visibility))
            for permissions, thing in (
                (PERMISSIONS, things.lesson),
                (TAKE_PERMISSIONS, things.take),
            ):
                for action, permission in permissions.items():
                    said = rules.has_perm(permission, viewer, thing)
                    assert (cell, permission, said) == (
                        cell,
                        permission,
                        may(role, action, visibility),
                    )


@pytest.mark.parametrize("name", ADMIN)
@pytest.mark.parametrize("visibility", ["draft", "public"])
def test_wagtail_opens_a_lesson_to_its_author_alone(world, name, visibility):
    things = world.lessons[visibility]
    url = reverse(f"wagtailadmin_pages:{name}", args=admin_arguments(name, things))
    leaks = {}
    for role in ROLES:
        response = undone(world.clients[role], "GET", url)
        if role == "author":
            assert response.status_code == 200 or name not in AUTHORS_ADMIN
        elif response.status_code not in REFUSALS or names(response, things.lesson):
            leaks[role] = response.status_code
    assert leaks == {}


@pytest.mark.parametrize("name", ["lock", "unlock", "unpublish", "delete", "copy", "edit"])
def test_wagtail_takes_changes_from_the_author_alone(world, name):
    things = world.lessons["public"]
    url = reverse(f"wagtailadmin_pages:{name}", args=[things.lesson.pk])
    sent = {"title": "别人的题目", "action-publish": "1", "slug": "x", "new_title": "x"}
    for role in ROLES:
        if role == "author":
            continue
        with transaction.atomic():
            response = world.clients[role].post(url, sent | {"new_slug": "x"})
            now = LessonPage.objects.filter(title=things.lesson.title, live=True, locked=False)
            assert (role, response.status_code in REFUSALS, now.count()) == (role, True, 1)
            transaction.set_rollback(True)


@pytest.mark.parametrize("name", ["research:topic", "research:clip"])
def test_clip_tells_of_its_lesson_only_to_whom_it_is_open(world, name):
    """Neither title nor moment nor picture; with the title of the topic it says nothing."""
    found, expected = {}, {}
    for visibility, things in world.lessons.items():
        key = things.clip.pk if name == "research:clip" else things.topic.pk
        traces = [things.lesson.title, str(things.recording.key), "1:35", "95-120"]
        for role, client in world.clients.items():
            if not may(role, "topic", visibility):
                continue
            page = undone(client, "GET", reverse(name, args=[key])).text
            found[role, visibility] = [trace in page for trace in traces]
            is_open = may(role, "quoted", visibility)
            expected[role, visibility] = [is_open] * len(traces)
    assert found == expected


def admin_arguments(name, things):
    more = {
        "workflow_action": ["approve", 1],
        "collect_workflow_action_data": ["approve", 1],
        "workflow_preview": [1],
        "preview_on_edit": [],
    }
    return [things.lesson.pk, *more.get(name, [])]


def names(response, lesson):
    """Whether a response, or a message that waits for the next page, tells the title."""
    waiting = " ".join(str(message) for message in get_messages(response.wsgi_request))
    return lesson.title in response.text + waiting


@pytest.mark.parametrize("name", ["revisions_compare", "revisions_view", "revisions_revert"])
def test_wagtail_shows_revisions_to_the_author_alone(world, name):
    things = world.lessons["public"]
    revision = things.lesson.latest_revision_id
    more = [revision, "latest"] if name == "revisions_compare" else [revision]
    url = reverse(f"wagtailadmin_pages:{name}", args=[things.lesson.pk, *more])
    found = {role: undone(client, "GET", url).status_code for role, client in world.clients.items()}
    assert found.pop("author") == 200
    assert set(found.values()) - REFUSALS == set()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("wagtailadmin_home", ""),
        ("wagtailadmin_explore", ""),
        ("wagtailadmin_pages:search", "?q=题目"),
        ("wagtailadmin_choose_page", "?page_type=lessons.lessonpage"),
        ("wagtailadmin_choose_page_search", "?q=题目"),
        ("wagtailadmin_reports:site_history", ""),
        ("wagtailadmin_reports:locked_pages", ""),
        ("wagtailadmin_reports:aging_pages", ""),
        ("wagtailadmin_reports:workflow", ""),
        ("wagtailadmin_reports:workflow_tasks", ""),
        ("district_collections:index", ""),
    ],
)
def test_wagtail_lists_lessons_to_their_author_alone(world, name, query):
    library = world.lessons["draft"].lesson.get_parent()
    args = [library.pk] if name == "wagtailadmin_explore" else []
    leaks = {}
    for role, client in world.clients.items():
        page = undone(client, "GET", reverse(name, args=args) + query)
        if role != "author" and any(f"题目{v}" in page.text for v in VISIBILITIES):
            leaks[role] = page.status_code
    assert leaks == {}


def test_every_address_is_in_the_matrix():
    named = {route.name for route in (*ROUTES, *FILE_ROUTES)}
    named |= {*LISTINGS, *OPEN, *PERSONAL, *WORK, *SIGN_IN}
    assert addresses_of(get_resolver().url_patterns) == named


def addresses_of(patterns, namespace=""):
    """Names of our addresses; Wagtail's admin, which is mounted whole, is left out."""
    names = set()
    for pattern in patterns:
        if str(pattern.pattern).removeprefix("^").startswith("admin/"):
            continue
        if isinstance(pattern, URLResolver):
            below = f"{pattern.namespace}:" if pattern.namespace else ""
            names |= addresses_of(pattern.url_patterns, namespace + below)
        else:
            names.add(f"{namespace}{pattern.name}")
    return names
