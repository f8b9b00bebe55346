"""What a person's teaching-research groups do."""

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from lessons.models import LessonPage, Take
from moke.accounts.models import TeachingGroup, User
from moke.backends.collation import in_chinese_order

MOST_TAKES = 30


def groups_with_people(person: User) -> QuerySet[TeachingGroup]:
    """The groups of a person with school, lead and members."""
    theirs = TeachingGroup.objects.filter(Q(members=person) | Q(lead=person)).distinct()
    members = Prefetch("members", User.objects.order_by(in_chinese_order("name"), "pk"))
    return theirs.select_related("school", "lead").prefetch_related(members)


def takes_to_lead(lead: User) -> list[Take]:
    """The newest takes of lessons that are open to the lead of their authors' group.

    Of each lesson the latest take, with its round, how many are `asked` and have `finished`.
    """
    authors = User.objects.filter(teaching_groups__lead=lead).exclude(pk=lead.pk)
    lessons = LessonPage.objects.visible_to(lead).filter(author__in=authors.values("pk"))
    of_lesson = Take.objects.kept().filter(lesson=OuterRef("lesson"))
    latest = of_lesson.order_by("-number").values("pk")[:1]
    takes = Take.objects.filter(lesson__in=lessons.values("pk"), pk=Subquery(latest))
    asked = Count("invitations")
    finished = Count("invitations", filter=Q(invitations__done_at__isnull=False))
    takes = takes.select_related("lesson__author", "recording", "round")
    return list(takes.annotate(asked=asked, finished=finished).order_by("-pk")[:MOST_TAKES])
