"""What a new topic starts from: the person, a clip, a comment of the review room."""

from django.core.exceptions import ValidationError
from django.http import Http404

from moke.accounts.request import SignedInRequest
from moke.ui.rich_text import from_plain
from research.domain.clip import find_span, make_span
from research.views.access import find_comment

MOST_DIGITS = 18


def prefilled(request: SignedInRequest) -> dict:
    """The first values of the form: one's own subjects and grades, and what is asked for.

    Of a comment it is the moment, and the words only where they are one's own. Raises
    Http404 for comments that are private or deleted.
    """
    person = request.user
    initial: dict = {
        "subjects": person.subjects,
        "grades": [m.grade for m in person.standing if m.grade],
        "spans": [],
    }
    asked = request.GET.get("comment", "")
    if asked.isdecimal() and len(asked) <= MOST_DIGITS:
        return initial | _from_comment(request, int(asked))
    if clip := request.GET.get("clip"):
        try:
            initial["spans"] = [find_span(text=clip, host=request.get_host(), person=person)]
        except ValidationError as error:
            initial["trouble"] = error.messages[0]
    return initial


def _from_comment(request: SignedInRequest, pk: int) -> dict:
    comment = find_comment(request.user, pk)
    if not comment.is_shared:
        raise Http404
    span = make_span(take=comment.take, start_ms=comment.start_ms, end_ms=comment.end_ms)
    start: dict = {"spans": [span]}
    if comment.author == request.user:
        start |= {"body": from_plain(comment.body), "markup": "html"}
    return start
