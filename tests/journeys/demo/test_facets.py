"""The comments on the first take of 《树和喜鹊》, counted and narrowed down by each facet."""

from playwright.sync_api import expect

from tests.journeys.demo.people import somebody
from tests.journeys.steps import expect_room

COUNTED = """(selects) => Object.fromEntries(selects.map((select) => [select.name,
    [...select.options].slice(1).filter((option) => !option.hidden).map(
        (option) => option.textContent)]))"""


def test_comments_are_counted_and_narrowed_down(tree, open_as):
    page = open_as(somebody("林晓燕"))
    page.goto(f"/takes/{tree.takes.get(number=1).pk}/room/")
    expect_room(page)
    facets, notes = page.locator("#facets"), page.locator("#notes > .note")
    facets.locator("summary").click()
    expect(notes).to_have_count(6)
    assert facets.locator("select").evaluate_all(COUNTED) == {
        "kind": ["Highlight (1)", "Suggestion (3)", "Question (2)"],
        "verdict": [
            "Waiting for a verdict (1)",
            "Adopted (3)",
            "Partly adopted (1)",
            "Not adopted (1)",
        ],
        "tag": ["Questioning (2)", "Pace (2)", "Participation (3)", "Board and slides (1)"],
        "by": ["陈曦 (2)", "唐雪 (1)", "王建国 (1)", "赵敏 (1)", "周航 (1)"],
        "phase": ["导入 (1)", "初读识字 (1)", "研读悟情 (4)"],
    }
    for name, label, people in (
        ("kind", "Question (2)", ["赵敏", "周航"]),
        ("verdict", "Not adopted (1)", ["唐雪"]),
        ("tag", "Pace (2)", ["陈曦", "陈曦"]),
        ("by", "陈曦 (2)", ["陈曦", "陈曦"]),
    ):
        facets.locator(f"[name={name}]").select_option(label=label)
        expect(notes.locator(":scope > .who b")).to_have_text(people)
        facets.locator("[data-clear]").click()
