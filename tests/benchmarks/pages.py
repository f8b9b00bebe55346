"""The pages that are measured: who looks at them, and what each may cost."""

import html
import http.client
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from moke.accounts.models import User
from research.models import Topic
from tests.benchmarks.plain.build import build_plain_blog
from tests.benchmarks.world import World
from tests.conftest import SIGN_IN_BACKEND

FETCHED = (
    re.compile(r'data-all="([^"]+kept=[^"]+)"'),
    re.compile(r'hx-get="([^"]+)"[^>]*hx-trigger="load'),
)
"""Addresses of data that a page fetches by itself, as soon as it stands."""


@dataclass(frozen=True)
class Page:
    """A page and its limits; `floors` is how many of its `floor` its work may cost."""

    name: str
    path: str
    person: User
    floor: str = "bare page"
    floors: float | None = None
    queries: int | None = None
    html_kb: float | None = None
    script_kb: float = 30
    requests: int = 20
    performance: int = 98
    beside: str = ""
    """The plain Wagtail page that it is compared with."""

    times: float | None = None
    """How many times as often as that one it must be served."""


@dataclass
class Visitor:
    """Somebody signed in who asks one server for pages, as a browser does."""

    port: int
    person: User
    received: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.caller = http.client.HTTPConnection("127.0.0.1", self.port)
        self.headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(self.person)}"}
        self.headers |= {"Accept-Encoding": "gzip", "Host": "localhost"}

    def get(self, path: str) -> bytes:
        self.caller.request("GET", path, headers=self.headers)
        answer = self.caller.getresponse()
        body = answer.read()
        if answer.status != HTTPStatus.OK:
            raise SystemExit(f"{path} answered {answer.status}")
        self.received[path] = len(body)
        return body


def client_of(person: User) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend=SIGN_IN_BACKEND)
    return client


def session_of(person: User) -> str:
    return client_of(person).cookies[settings.SESSION_COOKIE_NAME].value


def visit(get: Callable[[str], str], path: str) -> list[str]:
    """Ask for a page and for the data that it fetches; return the addresses of the data."""
    text = get(path)
    found = [html.unescape(address) for pattern in FETCHED for address in pattern.findall(text)]
    for address in found:
        get(address)
    return found


PLAYER: dict[str, Any] = {"script_kb": 185, "requests": 25, "performance": 90}
LESSON: dict[str, Any] = {"floors": 8, "queries": 10, "html_kb": 10, "beside": "plain article"}
ROOM: dict[str, Any] = {"floors": 8, "queries": 14, "html_kb": 20, **PLAYER}
TOPIC: dict[str, Any] = {"floors": 8, "queries": 14, **PLAYER}
LIST: dict[str, Any] = {"floor": "bare list", "queries": 8, "html_kb": 10, "beside": "plain index"}


def list_pages(world: World) -> list[Page]:
    """The floors, the plain Wagtail pages, and every page of the product that has limits."""
    index, article = build_plain_blog()
    author, reviewer = world.author, world.reviewer
    library = reverse("lessons:library")
    lesson = reverse("lessons:lesson", args=[world.lesson.pk])
    room = reverse("research:room", args=[world.take.pk])
    small_room = reverse("research:room", args=[world.small_take.pk])
    return [
        Page("bare list", "/floor/list/", author, floor="bare list"),
        Page("bare page", f"/floor/page/{world.lesson.pk}/", author),
        Page("bare list, our threads", "/kept/list/", author, floor="bare list"),
        Page("bare page, our threads", f"/kept/page/{world.lesson.pk}/", author),
        Page("plain index", index, author, floor="bare list"),
        Page("plain article", article, author),
        Page("home", reverse("home"), author, floor="bare list", queries=12),
        Page("list", library, author, floors=3, times=2, **LIST),
        Page("search", f"{library}?words=%E5%96%9C%E9%B9%8A", author, "bare list", queries=10),
        Page("lesson", lesson, reviewer, times=2, **LESSON),
        Page("lesson of its author", lesson, author, **LESSON),
        Page("lesson with player", lesson, world.reader, times=2, **LESSON | PLAYER),
        Page("room, 50 comments", small_room, reviewer, **ROOM),
        Page("room, 500 comments", room, reviewer, **ROOM),
        Page("room of its author", room, author, **ROOM),
        Page("topic, 50 posts", topic_of(world.small_topic), reviewer, **TOPIC),
        Page("topic, 500 posts", topic_of(world.topic), reviewer, **TOPIC),
    ]


def topic_of(topic: Topic) -> str:
    return reverse("research:topic", args=[topic.pk])
