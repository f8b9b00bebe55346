"""周航 took notes on paper: as a table they become his comments, and the record gives them out."""

from playwright.sync_api import expect

from tests.journeys.demo.people import somebody
from tests.journeys.demo.test_record import table
from tests.journeys.pages import check
from tests.journeys.steps import expect_room
from tests.journeys.test_comment_sheet import choose
from tests.journeys.test_long_room import MARKED

LONG = "让后排也评一次：先请同桌说说听出了什么，再举卡片，最后读给全班听。"
HEAD = "时间,结束,类型,意见,标签"
ROWS = (
    "0:02,0:03,亮点,板贴很醒目。,板书与课件",
    *(f"0:30,,笔记,第{number}组开口读。," for number in range(1, 7)),
    f"0:31,0:33,建议,{LONG},学生参与; 节奏",
)
WRONG = "一分半,,建议,放慢一点。,"
SAID = "Row 10: “一分半” is no time. Write minutes and seconds, like 2:31."
TYPED = "写到一半"
SCROLLS = "(box) => box.scrollWidth > box.clientWidth"


def test_table_is_refused_row_by_row_then_kept_and_given_out_again(tree, take, open_as):
    page = open_as(somebody("周航"))
    enter(page, take)
    page.locator("#composer textarea").fill(TYPED)
    page.locator("#import").click()
    refuse(page, take)
    keep(page)
    expect(page.locator("#composer textarea")).to_have_value(TYPED)
    page.wait_for_function(f"() => ({MARKED})() === 14")  # six of the sheet's, and these eight
    expect(page.locator("#markers .heap")).to_have_attribute("data-number", "4")
    check(page)
    give_out(page, tree)


def enter(page, take):
    page.goto(f"/takes/{take.pk}/room/")
    expect_room(page)


def refuse(page, take):
    """The page says which row and why; of the others nothing is kept either."""
    page.watched.expect("422")
    choose(page, "\n".join([HEAD, *ROWS, WRONG]))
    expect(page.locator("[role=alert] li")).to_have_text(SAID)
    assert take.comments.count() == 6
    check(page)


def keep(page):
    choose(page, "\n".join([HEAD, *ROWS]))
    expect(page.locator("tbody tr")).to_have_count(len(ROWS))
    assert page.locator(".sheet-scroll").evaluate(SCROLLS) is False
    page.locator("[name=keep]").click()
    expect(page.locator("#messages")).to_have_text("8 comments are in.")
    expect_room(page)
    expect(page.locator(".note", has_text=LONG).locator(".at")).to_have_text("0:31–0:33")


def give_out(page, tree):
    page.goto(f"/lessons/{tree.pk}/record/")
    rows = [row for row in table(page, "record.csv") if row[0] == "2" and row[4] == "周航"]
    told = [(row[1], row[2], row[5], row[11]) for row in rows]
    assert told == [
        ("0:02", "0:03", "板贴很醒目。", "Board and slides"),
        *(("0:30", "", f"第{number}组开口读。", "") for number in range(1, 7)),
        ("0:31", "0:33", LONG, "Pace; Participation"),
    ]
