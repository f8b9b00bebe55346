from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from lessons.models.tester import LibraryPermissionTester


class LibraryPage(Page):
    """The library of a school, or, without a school, of the district.

    Made by `lessons.domain.library.ensure_library`.
    """

    school = models.OneToOneField(
        "accounts.School", models.PROTECT, null=True, editable=False, related_name="library"
    )

    parent_page_types = ["lessons.HomePage"]
    subpage_types = ["lessons.LessonPage", "lessons.CollectionPage"]

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")

    def permissions_for_user(self, user):
        return LibraryPermissionTester(user, self)
