from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from moke.accounts.request import SignedInRequest
from research.domain.comment import delete_comment, edit_comment
from research.forms.comment import CommentEditForm
from research.views.access import find_comment, signed_in
from research.views.answering import show_note
from research.views.responding import show_comment, show_form


@signed_in
@require_safe
def comment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one comment with all that the person may do with it."""
    return show_comment(request, find_comment(request.user, pk))


@signed_in
@require_POST
def comment_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Replace the words of one's own comment."""
    comment = find_comment(request.user, pk, "research.change_comment")
    form = CommentEditForm(request.POST)
    if form.is_valid():
        try:
            edit_comment(comment=comment, **form.particulars())
        except ValidationError as error:
            form.add_domain_errors(error)
        else:
            return show_note(request, comment)
    return show_form(request, "edit", form, comment)


@signed_in
@require_POST
def comment_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Erase the words of one's own comment; a second click changes nothing."""
    comment = find_comment(request.user, pk)
    if comment.deleted_at is None:
        comment = find_comment(request.user, pk, "research.change_comment")
        delete_comment(comment=comment)
    return show_note(request, comment)
