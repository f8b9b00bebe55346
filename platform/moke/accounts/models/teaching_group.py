from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TeachingGroup(models.Model):
    """Teachers who research their teaching together (教研组); without a school, of the district.

    Its lead leads rounds on what members open to them (`lessons.rules.may_lead_review`).
    Arranged in Wagtail's admin; `moke.accounts.forms.teaching_group` lets in who teaches.
    """

    name = models.CharField(_("group name"), max_length=40)
    school = models.ForeignKey(
        "accounts.School",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="teaching_groups",
        verbose_name=_("school"),
        help_text=_("Empty for a group of the whole district."),
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="groups_led",
        verbose_name=_("group lead"),
    )
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="teaching_groups", verbose_name=_("members")
    )

    class Meta:
        verbose_name = _("teaching-research group")
        verbose_name_plural = _("teaching-research groups")
        ordering = ["school__code", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"], name="groups_of_a_school_differ_in_name"
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(school__isnull=True),
                name="groups_of_the_district_differ_in_name",
            ),
        ]

    def __str__(self):
        return f"{self.school} {self.name}" if self.school else self.name
