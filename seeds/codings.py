"""How coders of the demo coded a take."""

from lessons.models import Take
from moke.accounts.models import User
from research.domain.codes import FLANDERS_S
from research.domain.coding import begin_coding, finish_coding, keep_coding
from research.domain.queries.coding import find_coding
from research.enums import Scheme


def code_take(take: Take, entry: dict) -> None:
    """Finish the codings of the sheet; what is coded there already stays."""
    if not take.recording.is_ready:
        return
    for sheet in entry.get("codings", []):
        coder = User.objects.get(username=sheet["by"])
        scheme = Scheme(sheet["scheme"])
        if find_coding(take=take, person=coder, scheme=scheme) is None:
            _code(take, coder, scheme, sheet)


def _code(take: Take, coder: User, scheme: Scheme, sheet: dict) -> None:
    interval_s = sheet.get("interval_s", FLANDERS_S)
    coding = begin_coding(take=take, coder=coder, scheme=scheme, interval_s=interval_s)
    keep_coding(coding=coding, codes=sheet["codes"], version=coding.version)
    finish_coding(coding=coding)
