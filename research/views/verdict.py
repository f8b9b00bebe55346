from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from moke.accounts.request import SignedInRequest
from research.domain.verdict import give_verdict
from research.forms.verdict import VerdictForm
from research.views.access import find_comment, signed_in
from research.views.answering import show_note
from research.views.responding import show_form


@signed_in
@require_POST
def verdict(request: SignedInRequest, pk: int) -> HttpResponse:
    """Adopt a comment, wholly or partly, or not."""
    comment = find_comment(request.user, pk, "research.give_verdict")
    form = VerdictForm(request.POST)
    if form.is_valid():
        try:
            give_verdict(comment=comment, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_domain_errors(error)
        else:
            return show_note(request, comment)
    return show_form(request, "verdict", form, comment)
