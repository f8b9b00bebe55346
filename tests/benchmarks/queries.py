"""How often a page asks the database, with the data that it fetches, and whether more is more."""

from unittest.mock import patch

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.figures import Figure
from tests.benchmarks.pages import Page, client_of, visit

CARDS = (12, 24, 48)


def count_queries(pages: list[Page]) -> list[Figure]:
    """Count the queries of each page; of the list also with fewer and more cards."""
    figures = [
        Figure(page.name, "queries", _count(page, page.path), most=page.queries) for page in pages
    ]
    cards = next(page for page in pages if page.name == "list")
    for number in CARDS:
        with patch("lessons.views.library.CARDS_PER_PAGE", number):
            count = _count(cards, cards.path)
        figures.append(Figure("list", f"queries, {number} cards", count, most=cards.queries))
    return figures


def _count(page: Page, path: str) -> int:
    client = client_of(page.person)

    def get(address: str) -> str:
        response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
        return response.text

    visit(get, path)
    with CaptureQueriesContext(connection) as queries:
        visit(get, path)
    return len(queries)
