"""Two takes of a lesson side by side."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lessons.domain.queries.lesson import find_lesson
from lessons.models import LessonPage, Take
from moke.accounts.request import SignedInRequest
from moke.media.playback import player_context
from research.domain.queries.facets import read_number
from research.domain.queries.phase_bars import phase_bars
from research.domain.queries.plan_change import plan_changes
from research.domain.queries.side_by_side import (
    Pair,
    Remarks,
    choose_pair,
    phase_rows,
    remarks_by_phase,
    tags_in,
    watchable_takes,
)
from research.views.access import signed_in

FEWEST = 2


@signed_in
@require_safe
def compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show two takes, by their numbers in `?a=` and `?b=`; the page's script keeps the rest.

    `by` is "phase" or "clock", `at` the second of the earlier take, `offset` by how many
    seconds the later one is ahead of it, `sound` the side that is heard, `tag` the key of the
    tag that comments are narrowed to.
    """
    lesson = find_lesson(person=request.user, pk=pk)
    if lesson is None:
        raise Http404
    if not request.user.has_perm("lessons.read_plan", lesson):
        raise PermissionDenied
    takes = watchable_takes(lesson=lesson)
    context = {
        "lesson": lesson,
        "takes": takes,
        "is_author": request.user.has_perm("lessons.edit_lesson", lesson),
    }
    if len(takes) >= FEWEST:
        pair = choose_pair(takes=takes, a=request.GET.get("a", ""), b=request.GET.get("b", ""))
        context |= _side_by_side(request, lesson, pair)
    return render(request, "research/compare.html", context)


def _side_by_side(
    request: SignedInRequest, lesson: LessonPage, takes: Pair[Take]
) -> dict[str, Any]:
    rows = phase_rows(takes=takes)
    sees_comments = request.user.has_perm("research.read_record", lesson)
    remarks: list[Remarks] = []
    if sees_comments:
        remarks = remarks_by_phase(takes=takes, rows=rows, viewer=request.user)
    tags, tag = tags_in(remarks), read_number(request.GET.get("tag", ""))
    return {
        "a": takes.a,
        "b": takes.b,
        "players": [
            (side, take, player_context(take.recording, request.user, is_led=True))
            for side, take in (("a", takes.a), ("b", takes.b))
        ],
        "rows": rows,
        "bars": phase_bars(takes=takes, rows=rows),
        "unmarked": [take for take in (takes.a, takes.b) if not take.phase_marks.all()],
        "by_phase": any(row.is_in_both for row in rows),
        "starts": [row.starts_s for row in rows],
        "sees_comments": sees_comments,
        "remarks": remarks,
        "tags": tags,
        "tag": tag if any(tag == one["id"] for one, _number in tags) else None,
        "changes": plan_changes(before=takes.a, after=takes.b),
    }
