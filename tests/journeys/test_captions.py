"""Captions: the author adds them, whoever watches switches them on."""

import pytest
from playwright.sync_api import expect

from lessons.enums import Visibility
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.journeys.pages import find_barriers, is_wider_than_its_window, on_every_device
from tests.journeys.steps import expect_room

SRT = "1\n00:00:05,000 --> 00:00:15,000\n树很孤单，\n喜鹊也很孤单。\n"
SHOWN = """() => {
    const track = [...document.querySelector("video").textTracks]
        .find(({kind, mode}) => kind === "captions" && mode === "showing");
    return track?.activeCues?.[0]?.text;
}"""


@pytest.fixture
def take(teacher, watchable):
    school = teacher.memberships.get().school
    lesson = LessonPageFactory(author=teacher, school=school, visibility=Visibility.SCHOOL)
    take = TakeFactory(lesson=lesson)
    watchable(take.recording)
    return take


@on_every_device
def test_captions_are_added_and_shown(open_as, take, teacher):
    page = open_as(teacher)
    page.goto(f"/takes/{take.pk}/")
    choose(page, "课堂.srt", SRT.encode("gb18030"))
    expect(page.locator("#captions-remove")).to_be_visible()
    edit(page)
    page.goto(f"/takes/{take.pk}/room/?t=10")
    expect_room(page)
    page.keyboard.press("c")
    shown = page.wait_for_function(SHOWN).json_value()
    assert shown == "树很孤单，\n喜鹊不孤单。"
    search(page)


def edit(page):
    """Change a word, leave without saving, find it again, save."""
    page.locator("#captions").get_by_role("link", name="Edit").click()
    words = page.locator(".cues [data-words]")
    words.fill("树很孤单，\n喜鹊不孤单。")
    page.reload()
    expect(words).to_have_value("树很孤单，\n喜鹊不孤单。")
    page.locator(".cues [data-start]").fill("later")
    page.get_by_role("button", name="Save the captions").click()
    said = page.locator(".cues [data-start]").evaluate("field => field.validationMessage")
    assert said == "Please write the time like 1:05.5."
    page.locator(".cues [data-start]").fill("0:05")
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)
    page.get_by_role("button", name="Save the captions").click()
    page.get_by_text("The captions were saved.").wait_for()
    expect(page.locator("[data-restored]")).to_be_hidden()


def search(page):
    """Open the transcript, look for a word, jump to where it is said."""
    page.locator("moke-transcript summary").click()
    page.get_by_role("searchbox", name="Search what is said").fill("没有")
    expect(page.locator("[data-found]")).to_have_text("0 found")
    page.get_by_role("searchbox", name="Search what is said").fill("喜鹊")
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)
    page.get_by_role("button", name="0:05 树很孤单").click()
    page.wait_for_function("document.querySelector('moke-player').currentTime < 9")


@on_every_device
def test_file_without_captions_is_refused_in_words(open_as, take, teacher):
    page = open_as(teacher)
    page.watched.expect("422")
    page.goto(f"/takes/{take.pk}/")
    choose(page, "教案.vtt", b"%PDF-1.7")
    expect(page.locator("#captions [data-field=file]")).to_contain_text("no captions in this file")
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)
    page.get_by_role("link", name="Back to the recording").click()
    expect(page.locator("#open-room")).to_be_visible()


def choose(page, name, content):
    page.locator("#captions summary").click()
    file = {"name": name, "mimeType": "text/plain", "buffer": content}
    page.locator("#captions-form input[type=file]").set_input_files(file)
    page.locator("#captions-form [type=submit]").click()
