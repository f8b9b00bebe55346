"""Search: what it finds, and what a page of finds costs, among 10,000 lessons."""

import http.client
import random
import statistics
import time
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.test import Client

from lessons.models import LessonPage
from lessons.models.lesson import PLAN_TEXTS
from moke.search.query import matching
from moke.search.text import fold, runs
from tests.benchmarks.figures import Figure
from tests.benchmarks.search_world import LESSONS, build_search_world
from tests.benchmarks.server import Server, serving

WORDS_A_LENGTH = 25
LONGEST = 8
ABSENT_IN = 5
"""Of so many words one stands nowhere, as far as luck goes."""
FLOOR = "/floor/list/"
ROUNDS = 2
MOST_P95_MS = {"sqlite": 60, "postgresql": 50}
MOST_FLOORS = 4


def measure_search() -> list[Figure]:
    """Fill an empty database, and look for 200 words of 1 to 8 characters."""
    if LessonPage.objects.exists():
        raise SystemExit("The database of this benchmark must be empty.")
    world = build_search_world(LESSONS)
    texts = _texts()
    words = _choose_words(texts)
    about = f"search on {connection.vendor}"
    return [
        Figure(about, "lessons", world.lessons),
        Figure(about, "words looked for", len(words)),
        *_compare(about, words, texts),
        *_time_pages(about, words, world.teacher),
        *_weigh_pages(about, words, world.teacher),
    ]


def _texts() -> dict[int, str]:
    """Key → all words of a lesson, folded, as somebody would read through them."""
    texts = {}
    lessons = LessonPage.objects.select_related("author", "school").prefetch_related("homework")
    for lesson in lessons.order_by("pk").iterator(chunk_size=500):
        parts = [lesson.title, lesson.author.name, lesson.school.name]
        parts += [getattr(lesson, name) for name in PLAN_TEXTS if name != "phases"]
        for phase in lesson.phases.raw_data:
            parts += [str(phase["value"][name]) for name in ("name", "teacher_does", "students_do")]
        parts += [f"{item.task}\n{item.answer}" for item in lesson.homework.all()]
        texts[lesson.pk] = fold("\n".join(parts))
    return texts


def _choose_words(texts: dict[int, str]) -> list[str]:
    """Pieces of the texts; every fifth has its characters in disorder and mostly stands nowhere."""
    dice, words = random.Random(3), []
    lessons = list(texts.values())
    for length in range(1, LONGEST + 1):
        for n in range(WORDS_A_LENGTH):
            run = ""
            while len(run) < length:
                run = dice.choice(runs(dice.choice(lessons)))
            start = dice.randrange(len(run) - length + 1)
            word = run[start : start + length]
            words.append("".join(dice.sample(word, length)) if n % ABSENT_IN == 0 else word)
    return words


def _compare(about: str, words: list[str], texts: dict[int, str]) -> list[Figure]:
    """Recall and precision, in per cent, against reading through all texts."""
    meant = found = both = 0
    for word in words:
        expected = {pk for pk, text in texts.items() if word in text}
        finds = matching(LessonPage.objects.order_by(), word).values_list("pk", flat=True)
        meant += len(expected)
        found += len(finds)
        both += len(expected.intersection(finds))
    return [
        Figure(about, "recall", 100 * both / meant, "%", least=100),
        Figure(about, "precision", 100 * both / found, "%", least=100),
    ]


def _time_pages(about: str, words: list[str], person: Any) -> list[Figure]:
    """How long a whole page of finds takes, signed in, through Django's test client."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    taken = []
    for at in range(ROUNDS + 1):
        for word in words:
            begun = time.perf_counter()
            response = client.get(_address(word))
            if response.status_code != 200:
                raise SystemExit(f"{word!r} answered {response.status_code}")
            if at:
                taken.append(1000 * (time.perf_counter() - begun))
    percentiles = statistics.quantiles(taken, n=20)
    return [
        Figure(about, "p50", round(percentiles[9], 1), "ms"),
        Figure(about, "p95", round(percentiles[18], 1), "ms", most=MOST_P95_MS[connection.vendor]),
    ]


def _weigh_pages(about: str, words: list[str], person: Any) -> list[Figure]:
    """Server CPU of a page of finds, beside a bare list of as many rows."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    finds = [_address(word) for word in words]
    with serving() as server:
        _spend(server, finds[:WORDS_A_LENGTH] + [FLOOR] * WORDS_A_LENGTH, cookie)
        floors = [_spend(server, [FLOOR] * len(words), cookie)]
        cpu_ms = _spend(server, finds, cookie)
        floors.append(_spend(server, [FLOOR] * len(words), cookie))
    floor_ms = statistics.mean(floors)
    return [
        Figure(about, "CPU", round(cpu_ms, 1), "ms"),
        Figure(about, "CPU of a bare list", round(floor_ms, 1), "ms"),
        Figure(about, "CPU ÷ bare list", round(cpu_ms / floor_ms, 2), most=MOST_FLOORS),
    ]


def _spend(server: Server, addresses: list[str], cookie: str) -> float:
    """Milliseconds of CPU that the server spends on each of the pages."""
    before = server.cpu_s()
    for address in addresses:
        _fetch(server.port, address, cookie)
    return 1000 * (server.cpu_s() - before) / len(addresses)


def _fetch(port: int, address: str, cookie: str) -> None:
    caller = http.client.HTTPConnection("127.0.0.1", port)
    caller.request("GET", address, headers={"Cookie": cookie})
    caller.getresponse().read()
    caller.close()


def _address(word: str) -> str:
    return f"/library/?words={quote(word)}"
