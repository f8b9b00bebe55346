"""What was coded of a take as a table for a spreadsheet."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from moke.ui.clock import write_clock
from research.domain.codes import UNCODED, name_code
from research.domain.queries.coding import SchemeReport
from research.models import Coding


def coding_rows(reports: Sequence[SchemeReport]) -> Iterator[list[str]]:
    """Yield the head, then a row for each coded interval of this take, coder by coder."""
    yield [
        *(_("Take"), _("Coder"), _("Scheme"), _("Moment"), _("Starts at second")),
        *(_("Seconds"), _("Code"), _("Meaning")),
    ]
    for report in reports:
        for line in report.here:
            yield from _rows(line.coding)


def _rows(coding: Coding) -> Iterator[list[str]]:
    for place, code in enumerate(coding.codes):
        if code == UNCODED:
            continue
        start_s = place * coding.interval_s
        yield [
            str(coding.take.number),
            str(coding.coder),
            coding.get_scheme_display(),
            write_clock(start_s),
            str(start_s),
            str(coding.interval_s),
            "10" if code == "0" else code,
            name_code(scheme=coding.scheme, code=code),
        ]
