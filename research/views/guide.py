from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from research.domain.guide import read_guide


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show how a polishing round is run, to everybody."""
    return render(request, "research/guide.html", {"guide": read_guide(language=get_language())})
