"""Tables for spreadsheets."""

import csv
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.http import content_disposition_header

BYTE_ORDER_MARK = "\ufeff"
"""By which spreadsheets know that Chinese text is UTF-8."""
RISKY = re.compile(r"'*[=+\-@\t\r]")
"""A cell that begins so may be run as a formula, or looks like one that was made harmless."""


def csv_response(*, name: str, rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Hand out rows as a CSV file of that name; no cell is run as a formula."""
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=name
    )
    csv.writer(response).writerows([_harmless(str(cell)) for cell in row] for row in rows)
    return response


def read_cell(cell: str) -> str:
    """Return what was in a cell before `csv_response` made it harmless, without space around it."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and RISKY.match(cell) else cell


def _harmless(cell: str) -> str:
    return f"'{cell}" if RISKY.match(cell) else cell
