from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from moke.accounts.request import SignedInRequest
from research.domain.assent import set_assent
from research.forms.assent import AssentForm
from research.views.access import find_comment, signed_in
from research.views.answering import show_note
from research.views.responding import show_form


@signed_in
@require_POST
def assent(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree with a colleague's comment, or take it back."""
    comment = find_comment(request.user, pk, "research.agree_with_comment")
    form = AssentForm(request.POST)
    if form.is_valid():
        try:
            set_assent(comment=comment, person=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_domain_errors(error)
        else:
            return show_note(request, comment)
    return show_form(request, "assent", form, comment)
