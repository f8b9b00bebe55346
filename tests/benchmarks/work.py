"""What a page costs the server: processor time, pages a second and bytes, beside its floor."""

import gzip
import time
from collections import defaultdict
from statistics import median

from tests.benchmarks.figures import Figure
from tests.benchmarks.pages import Page, Visitor, visit
from tests.benchmarks.server import Server

ROUNDS = 9
VISITS_A_ROUND = 8
KB = 1024


def measure_work(pages: list[Page], server: Server) -> list[Figure]:
    """Visit every page in turn, round after round; each round compares within itself."""
    visitors = {page.name: Visitor(server.port, page.person) for page in pages}
    for page in pages:
        _visit(visitors[page.name], page, times=3)
    cpu_ms, per_s = defaultdict(list), defaultdict(list)
    for _round in range(ROUNDS):
        for page in pages:
            begun, spent = time.perf_counter(), server.cpu_s()
            _visit(visitors[page.name], page, times=VISITS_A_ROUND)
            cpu_ms[page.name].append((server.cpu_s() - spent) / VISITS_A_ROUND * 1000)
            per_s[page.name].append(VISITS_A_ROUND / (time.perf_counter() - begun))
    return [
        figure for page in pages for figure in _figures(page, visitors[page.name], cpu_ms, per_s)
    ]


def _figures(page: Page, visitor: Visitor, cpu_ms: dict, per_s: dict) -> list[Figure]:
    name = page.name
    figures = [
        Figure(name, "server CPU", round(median(cpu_ms[name]), 2), "ms"),
        Figure(name, "pages a CPU second", round(1000 / median(cpu_ms[name]), 1), "/s"),
        Figure(name, "pages a second, one after another", round(median(per_s[name]), 1), "/s"),
    ]
    if page.name != page.floor:
        floors = _compare(cpu_ms[name], cpu_ms[page.floor])
        figures.append(Figure(name, f"CPU ÷ {page.floor}", floors, most=page.floors))
    if page.beside:
        # One process serves as many as its processor lets it; what else the machine does, and
        # the time of whoever asks, would blur what is compared.
        often = _compare(cpu_ms[page.beside], cpu_ms[name])
        figures.append(Figure(name, f"pages a CPU second ÷ {page.beside}", often, least=page.times))
    kb = round(visitor.received[page.path] / KB, 1)
    figures.append(Figure(name, "HTML, gzip", kb, "KB", most=page.html_kb))
    data = [size for path, size in visitor.received.items() if path != page.path]
    if data:
        figures.append(Figure(name, "data fetched after it, gzip", round(data[-1] / KB, 1), "KB"))
    return figures


def _compare(ours: list[float], floors: list[float]) -> float:
    return round(median(one / floor for one, floor in zip(ours, floors, strict=True)), 2)


def _visit(visitor: Visitor, page: Page, *, times: int) -> None:
    def get(path: str) -> str:
        body = visitor.get(path)
        return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()

    visitor.caller.close()  # the server ends what is idle for some seconds
    for _time in range(times):
        visit(get, page.path)
