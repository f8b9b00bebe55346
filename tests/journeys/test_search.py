"""A teacher finds a lesson by a word inside its title, and by a word of its plan."""

import pytest
from playwright.sync_api import expect

from lessons.domain.indexing import index_lessons
from lessons.enums import Visibility
from lessons.models import LessonPage
from tests.factories.lessons import LessonPageFactory
from tests.journeys.pages import everywhere, find_barriers, is_wider_than_its_window

TITLES = ("竹节人与陀螺", "陀螺的制作")
GRADES = (5, 6)
PLAN = "请学生说说哪里最有趣，再照制作指南动手做竹节人。"


@pytest.fixture
def lessons(teacher):
    """Two lessons that share a word of their titles; the plan of one tells of the other."""
    school = teacher.memberships.get().school
    made = [
        LessonPageFactory(
            author=teacher,
            school=school,
            title=title,
            grade=grade,
            visibility=Visibility.DISTRICT,
            objectives=PLAN,
        )
        for title, grade in zip(TITLES, GRADES, strict=True)
    ]
    index_lessons(lessons=LessonPage.objects.filter(pk__in=[lesson.pk for lesson in made]))
    yield made
    for lesson in made:
        lesson.delete()


def is_sound(page):
    return find_barriers(page) == [] and not is_wider_than_its_window(page)


def filters(page, device):
    """The filters, unfolded on a phone."""
    if device == "phone":
        page.locator("#filters > summary").click()
    return page.locator("#filters nav")


@everywhere
def test_teacher_searches_the_library(open_as, colleague, lessons, *, device, language):
    page = open_as(colleague)
    page.goto("/library/")
    page.locator("#words").press_sequentially("陀螺")
    expect(page.locator("#titles option")).to_have_count(2)
    page.locator("#words").press("Enter")
    expect(page.locator("#cards .card")).to_have_count(2)
    expect(page.locator("#cards mark").first).to_have_text("陀螺")
    assert is_sound(page)

    grades = filters(page, device).locator("[data-facet=grade] a")
    expect(grades).to_have_count(2)
    assert is_sound(page)
    grades.first.click()
    expect(page.locator("#cards .card")).to_have_count(1)
    expect(page.locator("#words")).to_have_value("陀螺")
    page.locator("#set-filters a").first.click()
    expect(page.locator("#cards .card")).to_have_count(2)

    page.locator("#words").fill("竹节人 制作指南")
    page.locator("#search [type=submit]").click()
    expect(page.locator("#cards .excerpt mark").first).to_have_text("制作指南")
    assert is_sound(page)

    page.locator("#words").fill("陀螺的秘密")
    page.locator("#words").press("Enter")
    expect(page.locator("#nothing")).to_be_visible()
    assert is_sound(page)
    page.locator("#nothing .onward a").first.click()
    expect(page.locator("#cards .card")).to_have_count(2)
