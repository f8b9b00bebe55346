import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from lessons.enums import RESOURCE_KINDS_FOR_STUDENTS, Licence, ResourceKind, Visibility
from moke.accounts.enums import TEACHING_ROLES, Role
from moke.curriculum.enums import Grade, Subject

AUDIENCES = [choice for choice in Visibility.choices if choice[0] != Visibility.DRAFT]


class ResourceQuerySet(models.QuerySet):
    """Files of the library, filtered by adjectives."""

    def by(self, person):
        """Files that the person put into the library."""
        return self.filter(added_by=person)

    def visible_to(self, person):
        """Files that the person may read: what `lessons.read_resource` says, as one query."""
        seen = Q(visibility=Visibility.PUBLIC)
        if not person.is_authenticated:
            return self.filter(seen)
        if person.is_curator:
            return self.all()
        seen |= Q(added_by=person)
        seen |= Q(visibility=Visibility.SCHOOL, school__in=person.schools_as(*TEACHING_ROLES))
        if person.is_teacher:
            seen |= Q(visibility=Visibility.DISTRICT)
        for membership in person.standing:
            if membership.role == Role.STUDENT:
                in_reach = Q(visibility=Visibility.DISTRICT) | Q(
                    visibility=Visibility.SCHOOL, school=membership.school_id
                )
                for_grade = Q(grade=None) | Q(grade=membership.grade)
                seen |= in_reach & for_grade & Q(kind__in=RESOURCE_KINDS_FOR_STUDENTS)
        return self.filter(seen)


class Resource(index.Indexed, models.Model):
    """A file of the library (资源文件) that belongs to no lesson.

    Added, changed and removed by `lessons.domain.resource`, which checks what the file is
    and how far whoever adds it may share it. Without a school it is the district's own.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(
        _("kind"), max_length=12, choices=ResourceKind, default=ResourceKind.COURSEWARE
    )
    subject = models.CharField(_("subject"), max_length=20, choices=Subject)
    grade = models.PositiveSmallIntegerField(_("grade"), choices=Grade, null=True, blank=True)
    licence = models.CharField(
        _("licence"), max_length=14, choices=Licence, default=Licence.DISTRICT
    )
    school = models.ForeignKey(
        "accounts.School",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
        verbose_name=_("school"),
    )
    visibility = models.CharField(
        _("who may see it"), max_length=10, choices=AUDIENCES, default=Visibility.SCHOOL
    )
    name = models.CharField(_("file name"), max_length=255)
    file = models.FileField(_("file"), upload_to="resources")
    content_type = models.CharField(max_length=120, editable=False)
    size_bytes = models.PositiveBigIntegerField(editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="resources",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ResourceQuerySet.as_manager()

    search_fields = [
        index.SearchField("title"),
        index.SearchField("name"),
        index.AutocompleteField("title"),
        index.AutocompleteField("name"),
        *map(index.FilterField, ("visibility", "school", "added_by", "kind", "subject", "grade")),
    ]

    class Meta:
        verbose_name = _("file of the library")
        verbose_name_plural = _("files of the library")
        ordering = ["-added_at", "-id"]

    def __str__(self):
        return self.title
