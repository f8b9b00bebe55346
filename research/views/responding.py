"""The forms under a comment: bare in the room's templates, filled on the comment's own page."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render

from lessons.models import Take
from moke.accounts.models import User
from moke.accounts.request import SignedInRequest
from research.domain.overlap import State
from research.domain.queries.enclosure import enclosed_with
from research.domain.queries.note import Note
from research.domain.queries.room import room_notes
from research.domain.queries.standing import (
    MAY_AGREE,
    MAY_ANSWER,
    MAY_CHANGE,
    MAY_HAND_OVER,
    MAY_JUDGE,
    MAY_REPLY,
)
from research.domain.queries.tag import offered_tags
from research.forms.answer import AnswerForm
from research.forms.assent import AssentForm
from research.forms.base import RoomForm
from research.forms.comment import CommentEditForm
from research.forms.reply import ReplyEditForm, ReplyForm
from research.forms.verdict import VerdictForm
from research.models import Comment
from research.views.access import wants_fragment
from research.views.answering import room_of


def bare_forms(take: Take) -> dict[str, RoomForm]:
    """One form of each sort for the take's room, to be copied by its script."""
    return {
        "reply": ReplyForm(),
        "assent": AssentForm(),
        "hand_over": RoomForm(),
        "edit": CommentEditForm(initial={"tagged": True}),
        "delete": RoomForm(),
        "verdict": VerdictForm(),
        "answer": AnswerForm(
            takes=Take.objects.filter(pk=take.pk),
            initial={"take": take.pk, "zero": take.recording.zero_ms},
        ),
        "reply_edit": ReplyEditForm(),
        "reply_delete": RoomForm(),
    }


def show_form(
    request: SignedInRequest, name: str, form: RoomForm, comment: Comment
) -> HttpResponse:
    """Answer with a refused form, its words kept: alone to a script, else on a page."""
    if not wants_fragment(request):
        return show_comment(request, comment, {name: form}, status=422)
    room = room_of(request, comment)
    context = {"form": form, "action": request.path, "room": room, "tags": offered_tags()}
    if name == "edit":
        context["enclosed"] = enclosed_with(comment=comment)
    if room.pk != comment.take_id:
        context["only_take"] = room
    return render(request, f"research/forms/{name}.html", context, status=422)


def show_comment(
    request: SignedInRequest,
    comment: Comment,
    forms: Mapping[str, RoomForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page of one comment, the way to answer it without scripts."""
    room = room_of(request, comment)
    only = Comment.objects.filter(pk=comment.pk)
    note = room_notes(take=room, viewer=request.user, comments=only)[0]
    context = {
        "take": room,
        "lesson": comment.take.lesson,
        "note": {**note, "may": ""},
        "tags": offered_tags(),
        "forms": {**_forms_for(note, comment, room, request.user), **(forms or {})},
    }
    return render(request, "research/respond.html", context, status=status)


def _forms_for(note: Note, comment: Comment, room: Take, person: User) -> dict[str, RoomForm]:
    may, forms = note["may"], dict[str, RoomForm]()
    if MAY_REPLY in may:
        forms["reply"] = ReplyForm()
    if MAY_AGREE in may:
        forms["assent"] = AssentForm(initial={"agrees": not note["agrees"]})
    if MAY_JUDGE in may:
        given = note["verdict"]
        judged = {name: given[name] if given else "" for name in ("choice", "reason")}
        forms["verdict"] = VerdictForm(initial={"reason": judged["reason"]}).based_on(judged)
    if MAY_CHANGE in may:
        tags = [tag["id"] for tag in note["tags"]]
        said: State = {"body": comment.body, "kind": comment.kind, "tags": tags}
        forms["edit"] = CommentEditForm(initial={**said, "tagged": True}).based_on(said)
        forms["delete"] = RoomForm()
    if MAY_HAND_OVER in may:
        forms["hand_over"] = RoomForm()
    if MAY_ANSWER in may or person.has_perm("research.link_answer", comment):
        takes = room.lesson.takes.kept().filter(number__gt=comment.take.number)
        if takes:
            forms["answer"] = AnswerForm(takes=takes)
    return forms
