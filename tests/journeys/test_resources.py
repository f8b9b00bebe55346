"""Files of the library: several go up at once, are found, opened and changed."""

import re

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from lessons.enums import ResourceKind, Visibility
from lessons.models import Resource
from moke.accounts.enums import Role
from tests.factories.lessons import ResourceFactory
from tests.journeys.conftest import make_teacher
from tests.journeys.pages import everywhere, find_barriers, is_wider_than_its_window
from tests.tiny import pdf, picture

CHOSEN = "moke-files input[type=file]"


def file(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


@pytest.fixture
def three():
    return [
        file("识字卡片.pdf", pdf()),
        file("假课件.pdf", b"<html><script>alert(1)</script></html>"),
        file("板书.png", picture("PNG")),
    ]


@everywhere
def test_teacher_puts_three_files_up_and_one_is_refused(open_as, teacher, three):
    page = open_as(teacher)
    page.watched.expect("422")
    page.goto("/library/files/")
    page.locator("a[href='/library/files/add/']").first.click()
    page.locator(CHOSEN).set_input_files(three)
    lines = page.locator(".file-line")
    titles = lines.locator("[data-title] input")
    assert [titles.nth(n).input_value() for n in range(3)] == ["识字卡片", "假课件", "板书"]
    titles.nth(0).fill("第一单元 识字卡片")
    page.locator("[name=kind][value=exercise] + *, label:has([name=kind][value=exercise])").click()
    page.locator("[name=subject]").select_option("chinese")
    page.locator("#add [type=submit]").click()
    expect(page.locator(".file-line[data-state=done]")).to_have_count(2)
    expect(page.locator(".file-line[data-state=failed]")).to_have_count(1)
    expect(page.locator("[data-summary]")).to_be_visible()
    assert find_barriers(page) == []
    assert not is_wider_than_its_window(page)
    added = Resource.objects.by(teacher).order_by("title")
    assert [(file.title, file.kind, file.visibility) for file in added] == [
        ("板书", ResourceKind.EXERCISE, Visibility.SCHOOL),
        ("第一单元 识字卡片", ResourceKind.EXERCISE, Visibility.SCHOOL),
    ]
    assert titles.nth(1).input_value() == "假课件"


def test_a_file_that_broke_off_is_sent_again_and_what_was_typed_stays(open_as, teacher, three):
    page = open_as(teacher)
    page.watched.expect("ERR_FAILED")
    page.goto("/library/files/add/")
    page.locator("[name=subject]").select_option("music")
    page.locator(CHOSEN).set_input_files(three[0])
    page.route("**/library/files/add/", lambda route: route.abort())
    page.locator("#add [type=submit]").click()
    line = page.locator(".file-line")
    expect(line).to_have_attribute("data-state", "failed")
    page.unroute("**/library/files/add/")
    line.locator("[data-do=retry]").click()
    expect(line).to_have_attribute("data-state", "done")
    assert [file.subject for file in Resource.objects.by(teacher)] == ["music"]


def test_what_cannot_be_taken_is_said_before_it_is_sent(open_as, teacher):
    page = open_as(teacher)
    page.goto("/library/files/add/")
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.evaluate("document.querySelector('moke-files').dataset.mostBytes = '100'")
    files = [file("空.pdf", b""), file("图.svg", b"<svg/>"), file("大.pdf", b"%PDF-" + b"0" * 200)]
    page.locator(CHOSEN).set_input_files(files)
    lines = page.locator(".file-line")
    for number, words in enumerate(["is empty", "Only PDF", "is too much"]):
        expect(lines.nth(number)).to_have_attribute("data-state", "impossible")
        expect(lines.nth(number).locator("[data-words]")).to_contain_text(words)
    page.locator("#add [type=submit]").click()
    lines.nth(0).locator("[data-do=remove]").click()
    expect(lines).to_have_count(2)
    assert sent == []


def test_the_form_works_without_script(open_as, teacher, three):
    page = open_as(teacher, java_script_enabled=False)
    page.watched.expect("422")
    page.goto("/library/files/add/")
    page.locator(CHOSEN).set_input_files(three)
    page.locator("#add [type=submit]").click()
    expect(page.locator("#outcomes .done")).to_have_count(2)
    expect(page.locator("#outcomes .error")).to_contain_text("假课件.pdf")


@pytest.fixture
def shared(teacher):
    given = {"added_by": teacher, "school": teacher.memberships.get().school}
    given |= {"visibility": Visibility.PUBLIC}
    return {
        "pdf": ResourceFactory(file=ContentFile(pdf(), name="a.pdf"), **given),
        "picture": ResourceFactory(
            file=ContentFile(picture("PNG"), name="a.png"),
            name="板书.png",
            content_type="image/png",
            **given,
        ),
        "office": ResourceFactory(content_type="application/msword", name="旧.doc", **given),
    }


@pytest.mark.parametrize("role", ["visitor", "student", "teacher", "school-admin"])
@everywhere
def test_pages_of_files_are_open_to_everybody(open_as, teacher, shared, role, *, device, language):
    school = teacher.memberships.get().school
    people = {
        "visitor": None,
        "teacher": teacher,
        "student": lambda: make_teacher("陈小雨", role=Role.STUDENT, school=school, grade=1),
        "school-admin": lambda: make_teacher("孙校长", role=Role.SCHOOL_ADMIN, school=school),
    }
    person = people[role]() if callable(people[role]) else people[role]
    by_day = (language == "en") == (device == "desk")
    page = open_as(person, color_scheme="light" if by_day else "dark")
    addresses = ["/library/files/", "/library/files/?words=没有这样的文件"]
    addresses += [f"/library/files/{resource.key}/" for resource in shared.values()]
    addresses += [f"/library/files/{shared['pdf'].key}/edit/"] * (role == "teacher")
    for address in addresses:
        page.goto(address)
        assert (address, find_barriers(page, leave_out=["iframe"])) == (address, [])
        assert (address, is_wider_than_its_window(page)) == (address, False)


def test_pdf_and_picture_are_seen_in_the_page(open_as, colleague, shared):
    page = open_as(colleague)
    page.goto(f"/library/files/{shared['pdf'].key}/")
    frame = page.locator("pdf-view iframe")
    expect(frame).to_have_attribute("src", re.compile(r"\.pdf#"))
    page.goto(f"/library/files/{shared['picture'].key}/")
    page.wait_for_function("() => document.querySelector('#preview img').naturalWidth === 8")
    with page.expect_download() as download:
        page.locator("#download").click()
    assert download.value.suggested_filename == "板书.png"


def test_a_phone_gets_the_way_to_open_the_pdf(open_as, colleague, shared):
    page = open_as(colleague, viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"/library/files/{shared['pdf'].key}/")
    expect(page.locator("pdf-view a.button")).to_be_visible()
    expect(page.locator("pdf-view iframe")).to_have_count(0)
