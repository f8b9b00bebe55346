from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class HomePage(Page):
    """The root of the site: the district library and one library per school hang below it."""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["lessons.LibraryPage"]

    class Meta:
        verbose_name = _("home page")
