"""A round by keyboard alone: it is set, a form is filled in with evidence, comments answered."""

from playwright.sync_api import expect

from tests.journeys.demo.keys import follow, press, tab_to
from tests.journeys.demo.people import somebody
from tests.journeys.steps import expect_room

SEEN, REPLY = "三对同学第一次开口读了。", "卡片这周就改。"
EVIDENCE = (0, 3)


def test_round_is_set_reviewed_and_answered_by_keyboard_alone(take, open_as):
    author, reviewer = open_as(somebody("林晓燕")), open_as(somebody("唐雪"))
    set_round(author, take)
    hand_in(reviewer, take)
    answer(author, take)


def set_round(page, take):
    page.goto(f"/takes/{take.pk}/")
    tab_to(page, "#round-form [name=highlights]")
    press(page, "Control+a")
    page.keyboard.type("2")
    press(page, "Enter")
    expect(page.locator("#messages")).to_have_text(
        "Kept. Whoever reviews the take is asked for this."
    )


def hand_in(page, take):
    page.goto("/")
    follow(page, f"#review-{take.pk} .button", "**/room/")
    expect_room(page)
    follow(page, "#finish a", "**/observation/")
    for place in range(5):
        tab_to(page, f"[name=level_{place}]")
        press(page, "Space", "ArrowRight")
        if place in EVIDENCE:
            mark(page, place)
    follow(page, "[name=hand-in]", "**/observations/")
    expect(page.locator(".total b")).to_have_text("82.0")


def mark(page, place):
    """Evidence is marked on the spot, at the moment that the player shows."""
    tab_to(page, f"#marking-{place} [data-act=now]")
    press(page, "Enter")
    tab_to(page, f"#marking-{place} textarea")
    page.keyboard.type(SEEN)
    tab_to(page, f"#marking-{place} [type=submit]")
    press(page, "Enter")
    expect(page.locator(f"#evidence-{place} :checked")).to_have_count(1)


def answer(page, take):
    """A verdict is one press; a reply is written where the comment stands."""
    suggestion = take.comments.get(body__contains="比较两次朗读")
    note = f"#comment-{suggestion.pk}"
    page.goto("/")
    follow(page, f"#to-answer-{take.pk} .button", "**/room/")
    expect_room(page)
    tab_to(page, f"{note} [value=adopted]")
    press(page, "Enter")
    expect(page.locator(f"{note} .seal")).to_have_text("Adopted")
    tab_to(page, f"{note} .respond", back=True)
    press(page, "Enter")
    tab_to(page, f"{note} [data-open=reply]")
    press(page, "Enter")
    page.keyboard.type(REPLY)
    press(page, "Control+Enter")
    expect(page.locator(f"{note} .reply").last).to_contain_text(REPLY)
