"""The page tree that lessons hang in: home page, the district's library, one for each school."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from lessons.models import HomePage, LibraryPage
from moke.accounts.models import School


@transaction.atomic
def ensure_home() -> HomePage:
    """Return the home page, made below the root with the default site where there is none.

    The welcome page that Wagtail's own migrations leave behind gives way to it.
    """
    home = HomePage.objects.first()
    if home is None:
        root = _root()
        Page.objects.child_of(root).filter(slug="home").delete()
        root.refresh_from_db()
        home = root.add_child(instance=HomePage(title=_("Moke"), slug="moke"))
    if not Site.objects.filter(is_default_site=True, root_page=home).exists():
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={
                "hostname": "localhost",
                "port": 80,
                "root_page": home,
                "site_name": settings.WAGTAIL_SITE_NAME,
            },
        )
    return home


def ensure_district_library() -> LibraryPage:
    """Return the district's library, made where there is none."""
    return _ensure_library(school=None, title=_("District library"), slug="district")


def ensure_library(*, school: School) -> LibraryPage:
    """Return the library of the school, made where there is none.

    No group gets page permissions: who may do what with a lesson is said by `lessons.rules`.
    """
    return _ensure_library(school=school, title=school.name, slug=f"school-{school.code}")


@transaction.atomic
def _ensure_library(*, school: School | None, title: str, slug: str) -> LibraryPage:
    home = ensure_home()
    HomePage.objects.select_for_update().get(pk=home.pk)
    library = LibraryPage.objects.filter(school=school).first()
    if library is None:
        home.refresh_from_db()
        library = home.add_child(instance=LibraryPage(title=title, slug=slug, school=school))
    return library


def _root() -> Page:
    root = Page.get_first_root_node()
    if root is not None:
        return root
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    return Page.add_root(instance=Page(title="Root", slug="root"))
