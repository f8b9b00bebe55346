from django.db.models import Q
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from lessons.enums import Visibility
from lessons.models.access import ReasonedAccess
from moke.accounts.enums import TEACHING_ROLES, Role


class LessonQuerySet(PageQuerySet):
    """Lessons, filtered by adjectives."""

    def by(self, person):
        """Lessons that the person wrote."""
        return self.filter(author=person)

    def visible_to(self, person):
        """Lessons that the person may read: what `lessons.read_lesson` says, as one query."""
        seen = Q(visibility=Visibility.PUBLIC)
        if not person.is_authenticated:
            return self.filter(seen)
        seen |= Q(author=person)
        seen |= Q(school__in=person.schools_as(Role.SCHOOL_ADMIN))
        seen |= Q(visibility=Visibility.SCHOOL, school__in=person.schools_as(*TEACHING_ROLES))
        if person.is_teacher:
            seen |= Q(visibility=Visibility.DISTRICT) | Q(pk__in=self._reviewed_by(person))
        if person.is_curator:
            seen |= Q(visibility=Visibility.SCHOOL)
        for membership in person.standing:
            if membership.role == Role.STUDENT:
                in_reach = Q(visibility=Visibility.DISTRICT) | Q(
                    visibility=Visibility.SCHOOL, school=membership.school_id
                )
                seen |= in_reach & Q(grade=membership.grade)
        if person.is_superuser and not person.standing:
            reasoned = ReasonedAccess.objects.lasting().filter(person=person).values("lesson")
            seen |= ~Q(visibility=Visibility.DRAFT) & Q(pk__in=reasoned)
        return self.filter(seen)

    def _reviewed_by(self, person):
        return self.model._base_manager.filter(takes__invitations__person=person).values("pk")


LessonManager = PageManager.from_queryset(LessonQuerySet)
