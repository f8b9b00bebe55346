"""Finding colleagues to invite, whatever they teach and wherever."""

import re

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, Trim

from lessons.models import Take
from moke.accounts.enums import TEACHING_ROLES
from moke.accounts.models import Membership, TeachingGroup, User
from moke.backends.collation import in_chinese_order
from moke.curriculum.enums import Grade, Subject

MOST_CHARACTERS = 60
MOST_AT_ONCE = 60
"""Colleagues who can be invited together because words find them."""
GRADE = "\x00"
"""Marks the number of a grade among words, where nobody can type it."""
PRIMARY_KEY = re.compile(r"[0-9]{1,18}")


def colleagues(take: Take) -> QuerySet[User]:
    """Teachers of the district who can still be invited to the take."""
    asked = take.invitations.values("person")
    return User.objects.filter(Exists(_teaching()), is_active=True).exclude(
        Q(pk=take.lesson.author_id) | Q(pk__in=asked)
    )


def find_colleagues(take: Take, words: str, limit: int) -> list[User]:
    """Colleagues whose name, school, group, subject or grade holds each word, nearest first.

    Near is who teaches the lesson's subject, then who teaches at its school. Each comes
    with its `standing`, so that showing it asks the database no more.
    """
    lesson = take.lesson
    found = matching_colleagues(take, words).annotate(
        same_subject=Exists(_teaching().filter(_teaches([lesson.subject]))),
        same_school=Exists(_teaching().filter(school=lesson.school_id)),
    )
    found = found.order_by("-same_subject", "-same_school", in_chinese_order("name"), "pk")
    return with_standing(found[:limit])


def matching_colleagues(take: Take, words: str) -> QuerySet[User]:
    """Colleagues whose name, school, group, subject or grade holds each of the words.

    The whole name of a group finds its members alone.
    """
    group = _group_named(words)
    if group is not None:
        members = Q(pk__in=group.members.values("pk")) | Q(pk=group.lead_id)
        return colleagues(take).filter(members)
    found = colleagues(take)
    for word in _split(words):
        found = found.filter(_holds(word))
    return found


def groups_of(person: User) -> QuerySet[TeachingGroup]:
    """The teaching-research groups of a person."""
    theirs = TeachingGroup.objects.filter(Q(members=person) | Q(lead=person))
    return theirs.select_related("school").distinct()


def _group_named(words: str) -> TeachingGroup | None:
    """The group whose name this is, with its school's where several have it."""
    typed = " ".join(words.split())
    if not typed or "\x00" in typed or len(typed) > MOST_CHARACTERS:
        return None
    label = Trim(Concat("school__name", Value(" "), "name"))
    groups = TeachingGroup.objects.select_related("school").annotate(label=label)
    found = list(groups.filter(Q(label__iexact=typed) | Q(name__iexact=typed))[:2])
    in_full = [group for group in found if str(group).casefold() == typed.casefold()]
    return next(iter(in_full or found), None) if in_full or len(found) == 1 else None


def _split(words: str) -> list[str]:
    """The words as typed; the name of a grade, such as "grade 3", becomes one."""
    typed = words[:MOST_CHARACTERS].replace("\x00", "").casefold()
    for grade in sorted(Grade, key=lambda grade: len(grade.label), reverse=True):
        typed = typed.replace(grade.label.casefold(), f" {GRADE}{grade.value} ")
    return typed.split()


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
    if word.startswith(GRADE):
        return Q(Exists(_teaching().filter(grade=word.removeprefix(GRADE))))
    subjects = [code for code, label in Subject.choices if word.casefold() in label.casefold()]
    where_or_what = _teaching().filter(Q(school__name__icontains=word) | _teaches(subjects))
    theirs = Q(members=OuterRef("pk")) | Q(lead=OuterRef("pk"))
    groups = TeachingGroup.objects.filter(theirs, name__icontains=word)
    person = Q(name__icontains=word) | Q(username__iexact=word)
    return person | Q(Exists(where_or_what)) | Q(Exists(groups))
