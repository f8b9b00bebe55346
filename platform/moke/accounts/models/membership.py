from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from moke.accounts.enums import Role
from moke.accounts.models.querysets import MembershipQuerySet
from moke.curriculum.enums import Grade


class Membership(models.Model):
    """What a person is at a school. A curator belongs to the district: no school.

    Made, changed and ended by `moke.accounts.domain.membership`, which keeps the
    Wagtail groups of the person in step.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    school = models.ForeignKey(
        "accounts.School",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("school"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    grade = models.PositiveSmallIntegerField(_("grade"), choices=Grade, null=True, blank=True)
    subjects = models.JSONField(_("subjects taught"), default=list, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "school", "role"], name="one_membership_per_role"
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(school__isnull=True),
                name="one_district_membership_per_role",
            ),
            models.CheckConstraint(
                condition=models.Q(role=Role.CURATOR, school__isnull=True)
                | (~models.Q(role=Role.CURATOR) & models.Q(school__isnull=False)),
                name="only_curators_belong_to_the_district",
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.get_role_display()}"
