"""What Django costs with nothing but the data: the least that a page could cost."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render

from lessons.models import LessonPage

ROWS = 24


@login_required
def bare_list(request):
    """Twenty-four rows with `select_related` in a bare template."""
    lessons = LessonPage.objects.select_related("author", "school").order_by("-pk")[:ROWS]
    return render(request, "floor_list.html", {"lessons": lessons})


@login_required
def bare_page(request, pk):
    """One row in a bare template."""
    lesson = get_object_or_404(LessonPage.objects.select_related("author", "school"), pk=pk)
    return render(request, "floor_page.html", {"lesson": lesson})
