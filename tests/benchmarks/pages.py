"""Pages: requests a second, server CPU, queries and bytes, beside bare Django pages."""

import gzip
import http.client
import time

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.server import Server, serving
from tests.benchmarks.world import World, build_world

SECONDS_A_PAGE = 4
WARM_UP_REQUESTS = 5


def measure_pages() -> dict[str, dict[str, float]]:
    """Measure each page and its floor in one server process, and print them."""
    world = build_world()
    client = Client(SERVER_NAME="localhost")
    client.force_login(world.teacher, backend=settings.AUTHENTICATION_BACKENDS[-1])
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    pages = _pages(world)
    results = {name: _count(client, path) for name, (path, _floor) in pages.items()}
    with serving() as server:
        for name, (path, _floor) in pages.items():
            results[name] |= _load(server, path, cookie)
    for name, (_path, floor) in pages.items():
        ratio = results[name]["cpu_ms"] / results[floor]["cpu_ms"]
        results[name]["cpu_to_floor"] = round(ratio, 2)
    _print(results)
    return results


def _pages(world: World) -> dict[str, tuple[str, str]]:
    """Address and floor of each page."""
    pk = world.lesson.pk
    return {
        "bare list": ("/floor/list/", "bare list"),
        "bare page": (f"/floor/page/{pk}/", "bare page"),
        "home": ("/", "bare list"),
        "library": ("/library/", "bare list"),
        "lesson": (f"/lessons/{pk}/", "bare page"),
        "review room": (f"/takes/{world.take_id}/room/", "bare page"),
    }


def _count(client: Client, path: str) -> dict[str, float]:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    if response.status_code != http.HTTPStatus.OK:
        raise SystemExit(f"{path} answered {response.status_code}")
    kilobytes = len(gzip.compress(response.content)) / 1024
    return {"queries": len(queries), "kb_gzip": round(kilobytes, 1)}


def _load(server: Server, path: str, cookie: str) -> dict[str, float]:
    caller = http.client.HTTPConnection("127.0.0.1", server.port)
    for _n in range(WARM_UP_REQUESTS):
        _get(caller, path, cookie)
    requests, spent, begun = 0, server.cpu_s(), time.perf_counter()
    while time.perf_counter() - begun < SECONDS_A_PAGE:
        _get(caller, path, cookie)
        requests += 1
    seconds = time.perf_counter() - begun
    cpu_ms = (server.cpu_s() - spent) / requests * 1000
    return {"per_s": round(requests / seconds, 1), "cpu_ms": round(cpu_ms, 2)}


def _get(caller: http.client.HTTPConnection, path: str, cookie: str) -> None:
    caller.request("GET", path, headers={"Cookie": cookie})
    answer = caller.getresponse()
    answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise SystemExit(f"{path} answered {answer.status}")


def _print(results: dict[str, dict[str, float]]) -> None:
    print(f"\n{'page':<14}{'pages/s':>9}{'CPU ms':>9}{'÷ floor':>9}{'queries':>9}{'KB gzip':>9}")
    for name, row in results.items():
        print(
            f"{name:<14}{row['per_s']:>9}{row['cpu_ms']:>9}{row['cpu_to_floor']:>9}"
            f"{row['queries']:>9}{row['kb_gzip']:>9}"
        )
