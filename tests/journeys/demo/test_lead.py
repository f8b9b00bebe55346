"""陈曦 leads the group of 王建国: she asks across grades, deals out what to watch by LICC, and the
report puts together what each saw."""

from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.journeys.demo.people import somebody
from tests.journeys.pages import check
from tests.journeys.steps import expect_room

DEALT = """(fields) => Object.fromEntries(fields.map((field) =>
    [field.labels[0].textContent, field.selectedOptions[0].textContent]))"""
MERGED = """(lines) => lines.map((line) => {
    let head = line;
    while (!head.matches("dt")) head = head.previousElementSibling;
    return [head.textContent, line.textContent.trim()];
})"""
ASKED = ["孙丽", "邓凯", "林晓燕", "陈曦", "赵敏"]
SEEN = {
    "孙丽": ["准备", "倾听", "互动"],
    "邓凯": ["达成", "环节", "呈示", "对话"],
}


@pytest.fixture
def take(circle):
    return circle.takes.get()


def test_lead_deals_viewpoints_out_and_the_report_merges_them(circle, take, open_as):
    lead = open_as(somebody("陈曦"))
    lead.goto("/groups/")
    lead.locator(f"#to-lead a[href='/takes/{take.pk}/']").click()
    lead.locator("#round-form [type=submit]").click()
    ask_across_grades(lead)
    deal_out(lead)
    write_alone_first(open_as(somebody("赵敏")), take)
    for name in SEEN:
        watch_ones_own(open_as(somebody(name)), take, name)
    page = open_as(somebody("王建国"))
    page.goto(f"/takes/{take.pk}/observations/")
    assert page.locator(".viewpoints dd").evaluate_all(MERGED) == [
        [viewpoint, f"{name} {name}看{viewpoint}。"]
        for name, viewpoints in SEEN.items()
        for viewpoint in viewpoints
    ]
    expect(page.locator(".quoted")).to_have_count(3)
    check(page)


def ask_across_grades(page):
    """Colleagues are found by subject, by name and by grade."""
    for words, name in (("Chemistry", "高峰"), ("何志", "何志远"), ("八年级", "赵敏")):
        page.locator("#colleague-words").fill("")
        page.locator("#colleague-words").press_sequentially(words)
        expect(page.locator(".colleague").filter(has_text=name)).to_be_visible()
    page.locator(".colleague").filter(has_text="赵敏").locator("input").check()
    page.locator("#invitation-form .button.primary").click()
    expect(page.locator("#invitations strong")).to_have_text(ASKED)


def deal_out(page):
    page.locator("#deal-out").click()
    page.locator("[name=evenly]").click()
    expect(page.locator("#messages")).to_contain_text("Dealt out evenly.")
    dealt = page.locator("#portions select").evaluate_all(DEALT)
    assert Counter(dealt.values()) == dict.fromkeys(ASKED, 4)
    page.get_by_label("自主").select_option(label="陈曦")
    check(page)
    page.locator("#portions .button.primary").click()
    expect(page.locator("#messages")).to_have_text(
        "Kept. Everybody sees in their form what they are to watch."
    )


def write_alone_first(page, take):
    """The round is blind to who has not finished."""
    page.goto(f"/takes/{take.pk}/room/")
    expect_room(page)
    expect(page.locator("#no-comments h2")).to_have_text("You write alone first")
    expect(page.locator("#notes > .note")).to_have_count(0)


def watch_ones_own(page, take, name):
    """Each fills in what is theirs; evidence is a comment of theirs, or marked on the spot."""
    page.goto(f"/takes/{take.pk}/room/")
    expect_room(page)
    for viewpoint in SEEN[name]:
        expect(page.locator("#portion")).to_contain_text(viewpoint)
    page.locator("#observe").click()
    mine = page.locator("#observation > .dimension")
    for viewpoint in SEEN[name]:
        mine.get_by_label(f"“{viewpoint}”").fill(f"{name}看{viewpoint}。")
    for level in mine.locator("[name^=level_][value='4']").all():
        level.check()
    for evidence in mine.locator(".evidence[open]").all():
        give_evidence(evidence)
    page.locator("[name=hand-in]").click()
    expect(page.locator(".report")).to_have_count(1)


def give_evidence(evidence):
    own = evidence.locator("[type=checkbox]")
    if own.count() > 1:
        own.first.check()
        return
    evidence.locator("[data-act=now]").click()
    evidence.locator("textarea").fill("他走到图前指给大家看。")
    evidence.locator("[type=submit]").click()
    expect(evidence.locator("[type=checkbox]:checked")).to_have_count(1)
