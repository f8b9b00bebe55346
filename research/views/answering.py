"""How the room's endpoints answer: a fragment to a script, the room to a plain form."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lessons.models import Take
from moke.accounts.request import SignedInRequest
from research.domain.queries.note import Note
from research.domain.queries.room import room_comments, room_counts, room_notes
from research.models import Comment
from research.views.access import wants_fragment


def room_of(request: SignedInRequest, comment: Comment) -> Take:
    """The take whose room the form was sent from: the comment's own or a later one."""
    asked = request.POST.get("room") or request.GET.get("room") or ""
    later = Take.objects.kept().filter(lesson=comment.take.lesson, number__gt=comment.take.number)
    rooms = {str(take.pk): take for take in later.select_related("recording")} if asked else {}
    room = rooms.get(asked, comment.take)
    room.lesson = comment.take.lesson
    return room


def show_note(request: SignedInRequest, comment: Comment, status: int = 200) -> HttpResponse:
    """Answer with the comment as it is now."""
    take = room_of(request, comment)
    if not wants_fragment(request):
        at_s = comment.start_ms // 1000
        room = reverse("research:room", args=[take.pk])
        place = f"#comment-{comment.pk}"
        here = f"?t={at_s}" if take == comment.take else f"?near={comment.pk}"
        return redirect(room + here + place)
    comments = room_comments(take=take, viewer=request.user).filter(pk=comment.pk)
    notes = room_notes(take=take, viewer=request.user, comments=comments)
    gone = [] if notes else [comment.pk]
    return show_news(request, take, notes, gone, status=status)


def show_news(
    request: SignedInRequest,
    take: Take,
    notes: list[Note],
    gone: list[int],
    *,
    change: int | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with changed comments and the filters' counts; `change` moves the cursor."""
    context = {
        "take": take,
        "notes": notes,
        "gone": gone,
        "change": change,
        "counts": room_counts(take=take, viewer=request.user),
        "show": "all",
    }
    return render(request, "research/news.html", context, status=status)
