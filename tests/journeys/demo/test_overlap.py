"""唐雪 has the form of one take open in two windows: what she wrote in either is lost in none."""

from playwright.sync_api import expect

from research.models import Observation
from tests.journeys.demo.people import somebody
from tests.journeys.pages import check

FIRST, SECOND, ELSEWHERE = "评价语孩子用得上。", "卡片该由同桌来评。", "孩子说出了“孤单”。"


def test_two_windows_on_one_form_lose_nothing(take, open_as):
    observer = somebody("唐雪")
    older, newer = open_as(observer), open_as(observer)
    for page in (older, newer):
        page.watched.expect("422")
        page.goto(f"/takes/{take.pk}/observation/")
    older.locator("[name=words_1]").fill(FIRST)
    older.locator("[name=words_0]").click()
    expect(older.locator("#kept")).not_to_be_empty()
    newer.locator("[name=words_0]").fill(ELSEWHERE)
    expect(newer.locator("[name=words_1]")).to_have_value(FIRST)
    older.locator("[name=words_1]").fill(FIRST + "！")
    expect(older.locator("[name=words_0]")).to_have_value(ELSEWHERE)
    newer.locator("[name=words_1]").fill(SECOND)
    expect(newer.locator(".overtaken dd")).to_have_text([FIRST + "！", SECOND])
    check(newer)
    newer.locator(".overtaken [name=over]").click()
    expect(newer.locator(".overtaken")).to_have_count(0)
    kept = Observation.objects.get(take=take, observer=observer)
    assert [score.words for score in kept.scores.order_by("position")][:2] == [ELSEWHERE, SECOND]
