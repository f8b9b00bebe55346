from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from moke.accounts.request import SignedInRequest
from research.domain.reply import delete_reply, edit_reply, write_reply
from research.forms.reply import ReplyEditForm, ReplyForm
from research.views.access import find_comment, find_reply, signed_in
from research.views.answering import show_note
from research.views.responding import show_form


@signed_in
@require_POST
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reply to a comment."""
    comment = find_comment(request.user, pk, "research.reply_comment")
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            write_reply(comment=comment, author=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_domain_errors(error)
        else:
            return show_note(request, comment, status=201)
    return show_form(request, "reply", form, comment)


@signed_in
@require_POST
def reply_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Replace the words of one's own reply."""
    reply = find_reply(request.user, pk)
    form = ReplyEditForm(request.POST)
    if form.is_valid():
        try:
            edit_reply(reply=reply, **form.cleaned_data)
        except ValidationError as error:
            form.add_domain_errors(error)
        else:
            return show_note(request, reply.comment)
    return show_form(request, "reply_edit", form, reply.comment)


@signed_in
@require_POST
def reply_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Erase the words of one's own reply; a second click changes nothing."""
    reply = find_reply(request.user, pk)
    delete_reply(reply=reply)
    return show_note(request, reply.comment)
