"""The record of 《树和喜鹊》: read, followed to its seconds, and taken home as files."""

import csv
import io
import re
import subprocess

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.journeys.demo.people import somebody
from tests.journeys.pages import check

FACTS = """(facts) => Object.fromEntries(facts.map((fact) =>
    [...fact.children].map((part) => part.textContent)))"""

ST, FLANDERS = "S-T 分析", "弗兰德斯互动分析"
CODED = [
    *(("1", "赵敏", ST), ("1", "陈曦", ST), ("1", "陈曦", FLANDERS)),
    *(("2", "赵敏", ST), ("2", "赵敏", FLANDERS), ("2", "陈曦", ST), ("2", "陈曦", FLANDERS)),
]
PICTURES = 3  # two that are drawn on, one that was sent; besides stills of moments
STORY = (
    "识字由十四分钟减到十分钟",
    "部分采纳",
    "κ=0.89",
    "卡片上的“有感情”太大",
    "课后反思",
)


def open_record(page, lesson):
    page.goto(f"/lessons/{lesson.pk}/")
    page.locator("#record").click()
    expect(page.locator("h1")).to_have_text("The record of 《树和喜鹊》")


def test_record_tells_the_whole_story_and_leads_to_the_second(tree, open_as):
    page = open_as(somebody("林晓燕"))
    open_record(page, tree)
    expect(page.locator("#record-facts > div")).to_have_count(7)
    assert page.locator("#record-facts > div").evaluate_all(FACTS) == {
        "Takes": "2",
        "Colleagues": "5",
        "Comments": "11",
        "Adopted": "3",
        "Partly adopted": "1",
        "Not adopted": "1",
        "Still open": "6",
    }
    assert page.locator(".chapter h2").all_inner_texts() == ["Take 1", "Take 2", "Reflection"]
    page.locator(".plan-changes summary").click()
    minutes = page.locator(".plan-change", has_text="初读识字")
    expect(minutes.first.locator("del").first).to_have_text("14")
    check(page)
    said = page.locator("#take-1 .said > li", has_text="识字环节偏长")
    expect(said.locator(".seal")).to_have_text("Partly adopted")
    said.locator(".verdict a").click()
    expect(page).to_have_url(re.compile(rf"/takes/{tree.takes.last().pk}/room/\?t=14$"))
    page.wait_for_function("() => document.querySelector('moke-player')?.currentTime === 14")


@pytest.mark.parametrize("language", ["zh-hans"], indirect=True)
def test_record_is_taken_home_as_pdf_word_and_tables(tree, open_as, product):
    product.work()
    page = open_as(somebody("林晓燕"))
    page.goto(f"/lessons/{tree.pk}/record/")
    comments, codes = table(page, "record.csv"), table(page, "codes.csv")
    assert [row[0] for row in comments] == ["试讲"] + ["1"] * 6 + ["2"] * 5
    assert sorted({tuple(row[:3]) for row in codes[1:]}) == CODED
    assert untold(words_of(made(page, tree, "pdf"))) == []
    word = Document(made(page, tree, "docx"))
    assert untold("".join(word.element.body.itertext())) == []
    assert len(word.inline_shapes) >= PICTURES


def table(page, name):
    with page.expect_download() as downloaded:
        page.locator(f"a[href$='{name}']").click()
    return list(csv.reader(io.StringIO(downloaded.value.path().read_text("utf-8-sig"))))


def made(page, lesson, kind):
    page.goto(f"/lessons/{lesson.pk}/record/")
    page.locator(f"button[value={kind}]").click()
    expect(page.locator("[data-state=ready]")).to_be_visible()
    with page.expect_download() as downloaded:
        page.locator(".progress .button.primary").click()
    assert downloaded.value.suggested_filename == f"《树和喜鹊》磨课档案.{kind}"
    return downloaded.value.path()


def untold(text):
    """What of the story is not in the text, however its lines are broken."""
    whole = "".join(text.split())
    return [words for words in STORY if words not in whole]


def words_of(pdf):
    told = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return told.stdout.decode()
