"""Finding colleagues to invite, whatever they teach and wherever."""

import re

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Cast

from lessons.models import Take
from moke.accounts.enums import TEACHING_ROLES
from moke.accounts.models import Membership, User
from moke.backends.collation import in_chinese_order
from moke.curriculum.enums import Subject

MOST_CHARACTERS = 60
PRIMARY_KEY = re.compile(r"[0-9]{1,18}")


def colleagues(take: Take) -> QuerySet[User]:
    """Teachers of the district who can still be invited to the take."""
    asked = take.invitations.values("person")
    return User.objects.filter(Exists(_teaching()), is_active=True).exclude(
        Q(pk=take.lesson.author_id) | Q(pk__in=asked)
    )


def find_colleagues(take: Take, words: str, limit: int) -> list[User]:
    """Colleagues whose name, school or subject holds each of the words, the nearest first.

    Near is who teaches the lesson's subject, then who teaches at its school. Each comes
    with its `standing`, so that showing it asks the database no more.
    """
    lesson = take.lesson
    found = colleagues(take).annotate(
        same_subject=Exists(_teaching().filter(_teaches([lesson.subject]))),
        same_school=Exists(_teaching().filter(school=lesson.school_id)),
    )
    for word in words[:MOST_CHARACTERS].replace("\x00", "").split():
        found = found.filter(_holds(word))
    found = found.order_by("-same_subject", "-same_school", in_chinese_order("name"), "pk")
    return with_standing(found[:limit])


def chosen_colleagues(take: Take, keys: list[str]) -> list[User]:
    """Those of the colleagues that the form already names, by primary key."""
    numbers = [int(key) for key in keys if PRIMARY_KEY.fullmatch(key)]
    return with_standing(
        colleagues(take).filter(pk__in=numbers).order_by(in_chinese_order("name"), "pk")
    )


def with_standing(people: QuerySet[User]) -> list[User]:
    """The people with their memberships and schools, in two queries however many they are."""
    standing = Prefetch("memberships", Membership.objects.select_related("school"))
    found = list(people.prefetch_related(standing))
    for person in found:
        person.standing = list(person.memberships.all())
    return found


def _teaching() -> QuerySet[Membership]:
    taught = Membership.objects.filter(person=OuterRef("pk"), role__in=TEACHING_ROLES)
    return taught.alias(subject_codes=Cast("subjects", TextField()))


def _teaches(subjects: list[str]) -> Q:
    if not subjects:
        return Q(pk__in=[])
    return Q.create(
        [Q(subject_codes__contains=f'"{subject}"') for subject in subjects], connector=Q.OR
    )


def _holds(word: str) -> Q:
    subjects = [code for code, label in Subject.choices if word.casefold() in label.casefold()]
    at_school_or_of_subject = _teaching().filter(
        Q(school__name__icontains=word) | _teaches(subjects)
    )
    return Q(name__icontains=word) | Q(username__iexact=word) | Q(Exists(at_school_or_of_subject))
