"""Asking colleagues to watch a take, and their word that they have.

Apps that build on lessons follow a withdrawal with the hook `invitation_withdrawn`: functions of
the invitation, called in the same transaction before it goes.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from lessons.models import Invitation, Take
from moke.accounts.models import User


@transaction.atomic
def invite(
    *,
    take: Take,
    people: Iterable[User],
    by: User,
    note: str = "",
    due_on: datetime.date | None = None,
) -> list[Invitation]:
    """Invite teachers to review a take; hand back the invitations that are new.

    Whoever is invited already keeps the invitation they have. Raises ValidationError for
    the author, for people who do not teach, and for a day that has passed.
    """
    _check_day(due_on)
    take = Take.objects.select_for_update(of=("self",)).select_related("lesson").get(pk=take.pk)
    people = list(people)
    for person in people:
        _check_colleague(take, person)
    asked = set(take.invitations.values_list("person_id", flat=True))
    return [
        Invitation.objects.create(
            take=take, person=person, invited_by=by, note=note.strip(), due_on=due_on
        )
        for person in dict.fromkeys(people)
        if person.pk not in asked
    ]


def change_invitation(
    *, invitation: Invitation, note: str, due_on: datetime.date | None
) -> Invitation:
    """Say anew what one reviewer is to look at, and until when.

    With another day they are reminded anew. Raises ValidationError for another day that has
    passed, and where they have finished meanwhile.
    """
    terms: dict[str, Any] = {"note": note.strip()}
    if due_on != invitation.due_on:
        _check_day(due_on)
        terms |= {"due_on": due_on, "reminded_at": None}
    if not Invitation.objects.filter(pk=invitation.pk, done_at=None).update(**terms):
        raise ValidationError(_("%(name)s has finished already.") % {"name": invitation.person})
    invitation.refresh_from_db(fields=list(terms))
    return invitation


def _check_day(due_on: datetime.date | None) -> None:
    if due_on and due_on < timezone.localdate():
        raise ValidationError({"due_on": _("Choose today or a later day.")})


def _check_colleague(take: Take, person: User) -> None:
    if person.pk == take.lesson.author_id:
        raise ValidationError({"people": _("The author need not be invited.")})
    if not (person.is_active and person.is_teacher):
        message = _("%(name)s does not teach and cannot be invited.") % {"name": person}
        raise ValidationError({"people": message})


def invite_again(
    *, take: Take, by: User, note: str = "", due_on: datetime.date | None = None
) -> list[Invitation]:
    """Invite to a take the colleagues of the take before it who still teach."""
    before = Take.objects.kept().filter(lesson=take.lesson_id, number__lt=take.number).last()
    if before is None:
        return []
    asked = before.invitations.select_related("person")
    people = [i.person for i in asked if i.person.is_active and i.person.is_teacher]
    return invite(take=take, people=people, by=by, note=note, due_on=due_on)


def usual_terms(take: Take) -> dict[str, Any]:
    """Return what to look at and until when, as most were asked about a take; for who joins late.

    A day that has passed is nobody's.
    """
    asked = take.invitations.exclude(note="", due_on=None).values_list("note", "due_on")
    if not (terms := Counter(asked).most_common(1)):
        return {}
    (note, due_on), _number = terms[0]
    has_passed = due_on is None or due_on < timezone.localdate()
    return {"note": note, "due_on": None if has_passed else due_on}


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation) -> None:
    """Take an invitation back. What the colleague wrote stays."""
    held = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if held is None:
        return
    for follow in hooks.get_hooks("invitation_withdrawn"):
        follow(held)
    held.delete()


def finish_review(*, invitation: Invitation) -> Invitation:
    """Note that the reviewer has finished. Saying it twice changes nothing."""
    Invitation.objects.filter(pk=invitation.pk, done_at=None).update(done_at=timezone.now())
    invitation.refresh_from_db(fields=["done_at"])
    return invitation
