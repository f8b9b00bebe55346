from wagtail.models import GroupPagePermission, Site

from lessons.domain.library import ensure_district_library, ensure_home, ensure_library
from lessons.models import HomePage, LibraryPage
from tests.factories.accounts import SchoolFactory


def test_ensure_home_makes_one_home_below_the_root_and_the_default_site(db):
    home = ensure_home()
    assert ensure_home() == home
    assert HomePage.objects.count() == 1
    assert home.depth == 2
    assert Site.objects.get(is_default_site=True).root_page.specific == home


def test_ensure_home_takes_the_place_of_wagtails_welcome_page(db):
    home = ensure_home()
    assert [page.specific for page in home.get_parent().get_children()] == [home]


def test_ensure_library_makes_one_library_per_school(db):
    school = SchoolFactory(name="Elm Lane School", code="elm")
    library = ensure_library(school=school)
    assert ensure_library(school=school) == library
    assert (library.title, library.slug) == ("Elm Lane School", "school-elm")
    assert library.get_parent().specific == ensure_home()


def test_ensure_district_library_belongs_to_no_school(db):
    library = ensure_district_library()
    assert ensure_district_library() == library
    assert LibraryPage.objects.get(school=None) == library


def test_ensure_library_gives_no_group_page_permissions(db):
    GroupPagePermission.objects.all().delete()
    ensure_library(school=SchoolFactory())
    ensure_district_library()
    assert GroupPagePermission.objects.count() == 0
