from django.template.loader import render_to_string

from lessons.domain.queries.lesson import LessonView
from moke.accounts.request import SignedInRequest
from research.domain.queries.ledger import ledger


def ledger_section(request: SignedInRequest, view: LessonView) -> str:
    """Say on a lesson's page what became of its comments, to whoever may enter its review."""
    if not view.enters_room:
        return ""
    counted = ledger(takes=[*view.takes, *view.deleted], viewer=request.user)
    latest = next(iter(view.takes), None)
    context = {"lesson": view.lesson, "latest": latest, "ledger": counted}
    return render_to_string("research/ledger.html", context)
