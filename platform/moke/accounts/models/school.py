from django.db import models
from django.utils.translation import gettext_lazy as _


class School(models.Model):  # type: ignore[django-manager-missing]  # of Wagtail pages
    """A school of the district. Its lesson library is made by `lessons.domain.library`."""

    name = models.CharField(_("school name"), max_length=80, unique=True)
    code = models.SlugField(_("code"), unique=True)

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        ordering = ["code"]

    def __str__(self):
        return self.name
