"""Search: what it finds, and what a page of finds costs, among 10,000 lessons."""

import http
import http.client
import random
import statistics
import time
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from lessons.models import LessonPage
from lessons.models.lesson import PLAN_TEXTS
from moke.search.query import matching
from moke.search.text import fold, runs
from tests.benchmarks.figures import Figure
from tests.benchmarks.pages import session_of
from tests.benchmarks.search_world import LESSONS, build_search_world, tidy_tables
from tests.benchmarks.server import Server, serving

WORDS_A_LENGTH = 25
LONGEST = 8
ABSENT_IN = 5
"""Of so many words one stands nowhere, as far as luck goes."""
FLOOR = "/floor/list/"
ROUNDS = 5
MOST_P95_MS = {"sqlite": 60, "postgresql": 50}
MOST_FLOORS = 4


def measure_search() -> list[Figure]:
    """Fill an empty database, and look for 200 words of 1 to 8 characters."""
    if LessonPage.objects.exists():
        raise SystemExit("The database of this benchmark must be empty.")
    world = build_search_world(LESSONS)
    tidy_tables()
    texts = _texts()
    words = _choose_words(texts)
    about = f"search on {connection.vendor}"
    return [
        Figure(about, "lessons", world.lessons),
        Figure(about, "words looked for", len(words)),
        *_compare(about, words, texts),
        *_time_and_weigh_pages(about, words, world.teacher),
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


def _time_and_weigh_pages(about: str, words: list[str], person: Any) -> list[Figure]:
    """How long a page of finds takes over HTTP, signed in, and its CPU beside a bare list's.

    Each word counts with the median of its rounds, so that what else the machine does in one
    of them is not taken for the work of a word.
    """
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(person)}"
    finds = [_address(word) for word in words]
    with serving() as server:
        _spend(server, finds + [FLOOR] * WORDS_A_LENGTH, cookie)
        floors, weights, rounds = [], [], []
        for _round in range(ROUNDS):
            floors.append(_spend(server, [FLOOR] * len(words), cookie)[0])
            cpu_ms, taken_ms = _spend(server, finds, cookie)
            weights.append(cpu_ms)
            rounds.append(taken_ms)
    percentiles = statistics.quantiles(map(statistics.median, zip(*rounds, strict=True)), n=20)
    cpu_ms, floor_ms = statistics.median(weights), statistics.median(floors)
    return [
        Figure(about, "p50", round(percentiles[9], 1), "ms"),
        Figure(about, "p95", round(percentiles[18], 1), "ms", most=MOST_P95_MS[connection.vendor]),
        Figure(about, "CPU", round(cpu_ms, 1), "ms"),
        Figure(about, "CPU of a bare list", round(floor_ms, 1), "ms"),
        Figure(about, "CPU ÷ bare list", round(cpu_ms / floor_ms, 2), most=MOST_FLOORS),
    ]


def _spend(server: Server, addresses: list[str], cookie: str) -> tuple[float, list[float]]:
    """Milliseconds of CPU that the server spends on a page, and how long each takes."""
    before, taken = server.cpu_s(), []
    for address in addresses:
        begun = time.perf_counter()
        _fetch(server.port, address, cookie)
        taken.append(1000 * (time.perf_counter() - begun))
    return 1000 * (server.cpu_s() - before) / len(addresses), taken


def _fetch(port: int, address: str, cookie: str) -> None:
    caller = http.client.HTTPConnection("127.0.0.1", port)
    caller.request("GET", address, headers={"Cookie": cookie})
    answer = caller.getresponse()
    answer.read()
    caller.close()
    if answer.status != http.HTTPStatus.OK:
        raise SystemExit(f"{address} answered {answer.status}")


def _address(word: str) -> str:
    return f"/library/?words={quote(word)}"
