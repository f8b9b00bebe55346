"""Who can be spoken to by name in a room, and where somebody is."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from lessons.enums import Visibility
from lessons.models import Invitation, Take
from moke.accounts.enums import TEACHING_ROLES, Role
from moke.accounts.models import Membership, User
from moke.backends.collation import in_chinese_order
from research.models import Comment, Mention
from research.models.querysets import seen_by

OFFERED = 6


def people_in_room(*, take: Take) -> QuerySet[User]:
    """Who may enter the room of a take: what `research.enter_room` says, as one query."""
    lesson = take.lesson
    members = Membership.objects.filter(role=Role.SCHOOL_ADMIN, school=lesson.school_id)
    if lesson.visibility != Visibility.DRAFT:
        members |= Membership.objects.filter(role=Role.CURATOR)
    teaching = Membership.objects.filter(role__in=TEACHING_ROLES).values("person")
    invited = Invitation.objects.filter(take__lesson=lesson.pk, person__in=teaching)
    may_enter = (
        Q(pk=lesson.author_id)
        | Q(pk__in=members.values("person"))
        | Q(pk__in=invited.values("person"))
    )
    return User.objects.filter(may_enter, is_active=True)


def people_to_name(*, take: Take, by: User, words: str) -> list[User]:
    """The first people of a room, but for who asks, with the words in their names."""
    people = people_in_room(take=take).exclude(pk=by.pk)
    found = people.filter(Q(name__icontains=words) | Q(name="", username__icontains=words))
    memberships = found.prefetch_related("memberships__school")
    return list(memberships.order_by(in_chinese_order("name"), "pk")[:OFFERED])


def rooms_open_to(person: User) -> Q:
    """The takes whose rooms the person may enter, as a condition; `people_in_room` from there."""
    may_enter = Q(lesson__author=person)
    may_enter |= Q(lesson__school__in=person.schools_as(Role.SCHOOL_ADMIN))
    if person.is_teacher:
        invited = Invitation.objects.filter(person=person).values("take__lesson")
        may_enter |= Q(lesson__in=invited)
    if person.is_curator:
        may_enter |= ~Q(lesson__visibility=Visibility.DRAFT)
    return may_enter & Q(deleted_at=None)


def unseen_mentions(*, person: User) -> QuerySet:
    """Where the person is spoken to since they last left the rooms, as far as they may see it.

    Each says `since` which change.
    """
    seen = Coalesce(seen_by(person, OuterRef("comment__take")), 0)
    readable = Comment.objects.visible_to(person).shared()
    return (
        Mention.objects.filter(person=person, comment__in=readable, reply__deleted_at=None)
        .annotate(since=Greatest("change", "comment__said_change"))
        .filter(since__gt=seen)
        .order_by("since", "pk")
    )


def number_of_calls(*, person: User) -> Coalesce:
    """In how many comments on a take the person is spoken to and has not seen it."""
    calls = unseen_mentions(person=person).filter(comment__take=OuterRef("pk")).order_by()
    number = calls.values("comment__take").values(number=Count("comment", distinct=True))
    return Coalesce(Subquery(number), 0)


def first_call(*, person: User) -> Subquery:
    """The first of those comments."""
    calls = unseen_mentions(person=person).filter(comment__take=OuterRef("pk"))
    return Subquery(calls.values("comment")[:1])
