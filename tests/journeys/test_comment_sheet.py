"""Notes taken elsewhere become one's own comments."""

from playwright.sync_api import expect

from tests.journeys.pages import check

WRONG = "time,end,kind,text\n0:05,,note,板书\n9:99:99,,note,太晚\n"
RIGHT = "time,end,kind,text\n0:05,,note,板书\n0:10,0:12,highlight,朗读\n"


def choose(page, table):
    sheet = {"name": "意见.csv", "mimeType": "text/csv", "buffer": table.encode()}
    page.locator("[name=file]").set_input_files(sheet)
    page.locator("main form [type=submit]").click()


def test_a_table_is_mended_looked_at_and_kept(open_as, take, colleague):
    page = open_as(colleague)
    page.goto(f"/takes/{take.pk}/room/")
    page.locator("#import").click()
    check(page)
    page.watched.expect("422")
    choose(page, WRONG)
    expect(page.locator("[role=alert] li")).to_have_count(1)
    check(page)
    choose(page, RIGHT)
    expect(page.locator("tbody tr")).to_have_count(2)
    check(page)
    page.locator("[name=keep]").click()
    expect(page.locator("#notes > .note")).to_have_count(2)
