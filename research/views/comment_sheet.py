"""Comments from a table: chosen, seen as they will be, then kept."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lessons.models import Take
from moke.accounts.request import SignedInRequest
from research.domain.comment_sheet import Sheet, import_comments, read_sheet
from research.enums import NamedRows
from research.forms.comment_sheet import CommentSheetForm
from research.views.access import find_take, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def comments_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take in a table; show what is in it, and with `keep` write it into the room."""
    take = find_take(request.user, pk, "research.import_comments")
    context = {"take": take, "is_author": request.user.pk == take.lesson.author_id}
    if request.method != "POST":
        context |= {"form": CommentSheetForm()}
        return render(request, "research/comment_sheet.html", context)
    form = CommentSheetForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            sheet = read_sheet(take=take, person=request.user, text=sent["text"])
            if "keep" in request.POST:
                return _keep(request, take, sheet, sent["names"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            context |= {"sheet": sheet, "text": sent["text"], "names": CommentSheetForm()["names"]}
            return render(request, "research/comment_sheet_seen.html", context)
    return render(request, "research/comment_sheet.html", {**context, "form": form}, status=422)


def _keep(request: SignedInRequest, take: Take, sheet: Sheet, names: str) -> HttpResponse:
    left_out = 0
    if names != NamedRows.KEEP:
        left_out, sheet = len(sheet.named), sheet.without_names()
    written = import_comments(take=take, author=request.user, remarks=sheet.remarks)
    messages.success(request, " ".join(_say_kept(len(written), sheet, left_out)))
    return redirect("research:room", take.pk)


def _say_kept(number: int, sheet: Sheet, left_out: int) -> Iterator[str]:
    kept = ngettext("%(number)d comment is in.", "%(number)d comments are in.", number)
    yield kept % {"number": number}
    if known := len(sheet.remarks) - number + sheet.known:
        said = ngettext("%(number)d was in before.", "%(number)d were in before.", known)
        yield said % {"number": known}
    if sheet.elsewhere:
        said = ngettext(
            "%(number)d about another take was left out.",
            "%(number)d about other takes were left out.",
            sheet.elsewhere,
        )
        yield said % {"number": sheet.elsewhere}
    if left_out:
        said = ngettext(
            "%(number)d of somebody else was left out.",
            "%(number)d of others were left out.",
            left_out,
        )
        yield said % {"number": left_out}
