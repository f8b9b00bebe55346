"""林晓燕 answers what colleagues said about her second take, and what is open from her first."""

from playwright.sync_api import expect

from tests.journeys.demo.people import somebody
from tests.journeys.steps import expect_room

REASON = "全班评太慢，后排的三对我课后单独听。"


def test_author_answers_comments_and_finds_it_in_the_ledger(tree, open_as):
    page = open_as(somebody("林晓燕"))
    answer(page, tree.takes.get(number=2))
    point_at_the_second(page)
    find_it_in_the_ledger(page, tree)


def answer(page, take):
    """Home says what waits; each verdict is one press, and a no asks for the reason."""
    page.goto("/")
    line = page.locator(f"#to-answer-{take.pk}")
    expect(line.locator(".serif")).to_have_text(
        "《树和喜鹊》, take 2: 3 comments wait for your word"
    )
    line.locator(".button").click()
    expect_room(page)
    adopted = page.locator(".note", has_text="比较两次朗读")
    adopted.scroll_into_view_if_needed()
    adopted.locator("[value=adopted]").click()
    expect(adopted.locator(".seal")).to_have_text("Adopted")
    refused = page.locator(".note", has_text="卡片是同桌互评还是全班评")
    refused.scroll_into_view_if_needed()
    refused.locator("[value=not-adopted]").click()
    refused.locator("[name=reason]").fill(REASON)
    refused.locator("[value=not-adopted]").click()
    expect(refused.locator(".seal")).to_have_text("Not adopted")
    expect(refused.locator(".reason").first).to_have_text(REASON)
    expect(page.locator("[data-filter=waiting] b")).to_have_text("2")


def point_at_the_second(page):
    """What was adopted on the first take came along, and is answered at a second of this one."""
    page.locator("[data-filter=carried]").click()
    carried = page.locator(".note", has_text="磁贴里只有一棵树")
    expect(carried.locator(".origin")).to_have_text("from take 1 · 0:33")
    carried.locator(".respond").click()
    carried.locator("[data-open=answer]").click()
    carried.locator("[data-form=answer] [name=at]").fill("0:21")
    carried.locator("[data-form=answer] [type=submit]").click()
    expect(carried.locator(".answer a")).to_have_text("take 2 at 0:21")


def find_it_in_the_ledger(page, tree):
    page.goto(f"/lessons/{tree.pk}/")
    expect(page.locator("#ledger-sum")).to_have_text(
        "11 comments: 4 adopted, 1 partly adopted, 2 not adopted, 2 waiting for a word. "
        "3 answered in take 2. Colleagues agreed 3 times."
    )
