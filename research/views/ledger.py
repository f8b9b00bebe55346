from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lessons.models import LessonPage
from research.domain.queries.ledger import ledger as count


@require_safe
def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """Count what became of a lesson's comments, for a place on its page."""
    lesson = get_object_or_404(LessonPage.objects.select_related("author"), pk=pk)
    if not request.user.has_perm("research.read_ledger", lesson):
        raise Http404
    context = {"lesson": lesson, "ledger": count(lesson)}
    return render(request, "research/ledger.html", context)
