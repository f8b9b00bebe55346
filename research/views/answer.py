from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from lessons.models import Take
from moke.accounts.request import SignedInRequest
from research.domain.answer import link_answer
from research.forms.answer import AnswerForm
from research.views.access import find_comment, signed_in
from research.views.answering import show_note
from research.views.responding import show_form


@signed_in
@require_POST
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Link the second of a later take that answers a comment."""
    comment = find_comment(request.user, pk, "research.link_answer")
    later = Take.objects.kept().filter(lesson=comment.take.lesson, number__gt=comment.take.number)
    form = AnswerForm(request.POST, takes=later.select_related("recording"))
    if form.is_valid():
        sent = form.cleaned_data
        try:
            link_answer(
                comment=comment,
                take=sent["take"],
                at_ms=sent["at"],
                by=request.user,
                zero_ms=sent["zero"],
            )
        except ValidationError as error:
            form.add_domain_errors(error)
        else:
            return show_note(request, comment)
    return show_form(request, "answer", form, comment)
