"""How colleagues review a take, and what a reviewer has still to do."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from lessons.models import Take
from moke.accounts.models import User
from research.enums import CommentKind
from research.models import Comment, ObservationForm, Round

ASKED = {
    CommentKind.HIGHLIGHT: "highlights",
    CommentKind.QUESTION: "questions",
    CommentKind.SUGGESTION: "suggestions",
}
"""The kinds of comments that a round may ask for, and the field that says how many."""
SENTENCES = {
    CommentKind.HIGHLIGHT: ngettext_lazy(
        "Name %(number)d more highlight, at its moment.",
        "Name %(number)d more highlights, each at its moment.",
        "number",
    ),
    CommentKind.QUESTION: ngettext_lazy(
        "Ask %(number)d more question, at its moment.",
        "Ask %(number)d more questions, each at its moment.",
        "number",
    ),
    CommentKind.SUGGESTION: ngettext_lazy(
        "Make %(number)d more suggestion, at its moment.",
        "Make %(number)d more suggestions, each at its moment.",
        "number",
    ),
}


def set_round(
    *,
    take: Take,
    by: User,
    form: ObservationForm | None,
    highlights: int = 0,
    questions: int = 0,
    suggestions: int = 0,
) -> Round:
    """Say with which form colleagues review a take, and how many comments of a kind at least.

    Set anew, it holds from then on; whoever has begun a form keeps theirs.
    """
    asked = {"highlights": highlights, "questions": questions, "suggestions": suggestions}
    values = {"form": form, "set_by": by, **asked}
    return Round.objects.update_or_create(take=take, defaults=values)[0]


def round_of(take: Take) -> Round | None:
    """Return how the take is reviewed, None where its author said nothing."""
    return Round.objects.filter(take=take).select_related("form").first()


def find_missing(*, take: Take, person: User) -> list[str]:
    """Return in sentences what the person has not done yet that the round asks for."""
    found = round_of(take)
    if found is None:
        return []
    said = list(
        Comment.objects.shared().filter(take=take, author=person).values_list("kind", flat=True)
    )
    wanted = {kind: getattr(found, name) - said.count(kind) for kind, name in ASKED.items()}
    return [SENTENCES[kind] % {"number": more} for kind, more in wanted.items() if more > 0]


def describe_round(found: Round | None) -> str:
    """Return what the round asks for besides a form, in a line; empty where it asks nothing."""
    if found is None:
        return ""
    parts = (
        (found.highlights, _("highlights")),
        (found.questions, _("questions")),
        (found.suggestions, _("suggestions")),
    )
    return " · ".join(
        _("%(kind)s, at least %(number)d") % {"number": number, "kind": kind}
        for number, kind in parts
        if number
    )
