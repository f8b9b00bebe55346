"""Comments from a table: chosen, seen as they will be, then kept."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lessons.models import Take
from moke.accounts.request import SignedInRequest
from research.domain.comment_sheet import Remark, import_comments, read_sheet
from research.forms.comment_sheet import CommentSheetForm
from research.views.access import find_take, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def comments_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take in a table; show what is in it, and with `keep` write it into the room."""
    take = find_take(request.user, pk, "research.import_comments")
    if request.method != "POST":
        context = {"take": take, "form": CommentSheetForm()}
        return render(request, "research/comment_sheet.html", context)
    form = CommentSheetForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            remarks = read_sheet(take=take, text=form.cleaned_data["text"])
            if "keep" in request.POST:
                return _keep(request, take, remarks)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            text = form.cleaned_data["text"]
            context = {"take": take, "remarks": remarks, "sheet": text}
            return render(request, "research/comment_sheet_seen.html", context)
    return render(request, "research/comment_sheet.html", {"take": take, "form": form}, status=422)


def _keep(request: SignedInRequest, take: Take, remarks: list[Remark]) -> HttpResponse:
    written = import_comments(take=take, author=request.user, remarks=remarks)
    said = ngettext("%(number)d comment is in.", "%(number)d comments are in.", len(written))
    messages.success(request, said % {"number": len(written)})
    return redirect("research:room", take.pk)
