"""How colleagues review a take, and what a reviewer has still to do."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from lessons.domain.invitation import usual_terms
from lessons.models import Invitation, Take
from moke.accounts.models import User
from research.domain.overlap import State, reconcile
from research.enums import CommentKind
from research.models import Comment, ObservationForm, Portion, Round

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


@transaction.atomic
def set_round(
    *,
    take: Take,
    by: User,
    form: ObservationForm | None,
    highlights: int = 0,
    questions: int = 0,
    suggestions: int = 0,
    is_blind: bool = False,
    before: Sequence[State] = (),
) -> Round:
    """Say with which form colleagues review a take, and how many comments of a kind at least.

    In a blind round each reads what the others say only after finishing. Set anew, it holds
    from then on; whoever has begun a form keeps theirs. With another form, what was dealt out
    of the one before is forgotten. The lead of a group who sets it reviews the take, too.
    What was changed since `before` stays, as `reconcile` says.
    """
    Take.objects.select_for_update().get(pk=take.pk)
    join_review(take=take, lead=by)
    sent = {"form": form.pk if form else None, "is_blind": is_blind}
    sent |= {"highlights": highlights, "questions": questions, "suggestions": suggestions}
    stands = settings_of(found=round_of(take))
    kept = reconcile(stands=stands, sent=sent, before=before)
    if kept["form"] != stands["form"]:
        Portion.objects.filter(take=take).delete()
    values = {"form_id": kept.pop("form"), **kept}
    values |= {} if by.pk == take.lesson.author_id else {"set_by": by}
    made = {"set_by": by} | values
    return Round.objects.update_or_create(take=take, defaults=values, create_defaults=made)[0]


def settings_of(*, found: Round | None) -> dict[str, Any]:
    """Return how a take is reviewed, by the names of the form's fields."""
    found = found or Round()
    names = ("highlights", "questions", "suggestions", "is_blind")
    return {"form": found.form_id} | {name: getattr(found, name) for name in names}


def join_review(*, take: Take, lead: User) -> None:
    """Let who leads a review take part in it: all but the author are invited, once."""
    if lead.pk != take.lesson.author_id:
        terms = {"invited_by": lead, **usual_terms(take)}
        Invitation.objects.get_or_create(take=take, person=lead, defaults=terms)


def close_round(*, take: Take, by: User) -> bool:
    """Close the round on a take: reviewers add nothing more, and everybody reads everything.

    What somebody is typing stays with them. Returns whether it was open: twice changes nothing.
    """
    found, _is_new = Round.objects.get_or_create(take=take, defaults={"set_by": by})
    still_open = Round.objects.filter(pk=found.pk, closed_at=None)
    return bool(still_open.update(closed_at=timezone.now(), closed_by=by))


def reopen_round(*, take: Take) -> bool:
    """Let reviewers add to their review again. Returns whether it was closed."""
    closed = Round.objects.filter(take=take, closed_at__isnull=False)
    return bool(closed.update(closed_at=None, closed_by=None))


def extend_round(*, take: Take, due_on: datetime.date) -> int:
    """Give all who have not finished time until a day, and say for how many that is another day.

    They are reminded anew. Raises ValidationError for a day that has passed.
    """
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": _("Choose today or a later day.")})
    unfinished = take.invitations.filter(done_at=None).exclude(due_on=due_on)
    return unfinished.update(due_on=due_on, reminded_at=None)


def check_open(*, take: Take, person: User) -> None:
    """Raise ValidationError where the round on the take is closed, except to its author."""
    if person.pk == take.lesson.author_id:
        return
    found = round_of(take)
    if found and found.closed_at:
        closed_on = date_format(timezone.localdate(found.closed_at), "MONTH_DAY_FORMAT")
        raise ValidationError(
            _("%(name)s closed this round on %(day)s. Ask for it to be opened again to add this.")
            % {"name": found.closer, "day": closed_on}
        )


def is_blind_to(*, take: Take, person: User) -> bool:
    """Whether the person reads what others say on the take only after finishing."""
    return Round.objects.blind_to(person).filter(take=take).exists()


def round_of(take: Take) -> Round | None:
    """Return how the take is reviewed, None where its author said nothing."""
    return Round.objects.filter(take=take).select_related("form", "closed_by").first()


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
