"""Colleagues observe a lesson in the classroom; their marks find their seconds later."""

from datetime import timedelta

from playwright.sync_api import expect

from moke.media.models import Recording
from research.models import Comment, LiveMark
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.journeys.pages import check, everywhere

WORDS = "全班齐读时有两个孩子没有开口。"


def take_seat(page, code):
    page.goto("/live/")
    check(page)
    page.locator("[name=code]").fill(code)
    page.locator("#seat-code [type=submit]").click()
    expect(page.locator(".seat-button[data-kind=highlight]")).to_be_enabled()


def mark_without_network(page, state):
    page.watched.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    for kind in ("question", "highlight"):
        page.locator(f"[data-kind={kind}].seat-button").press("Enter")
    expect(state).to_have_attribute("data-state", "unsent")
    page.locator("[data-marks] textarea").first.fill(WORDS)
    check(page)
    page.context.set_offline(False)


def nudge_what_is_placed(page, take):
    before = Comment.objects.get(take=take, body=WORDS).start_ms
    page.locator("#align [name=nudge][value='-1']").click()
    expect(page.locator("#moved")).to_contain_text("+9")
    check(page)
    assert Comment.objects.get(take=take, body=WORDS).start_ms == before - 1000


@everywhere
def test_marks_of_the_classroom_wait_for_the_network_and_find_their_seconds(
    open_as, teacher, colleague, watchable
):
    school = teacher.memberships.get().school
    take = TakeFactory(lesson=LessonPageFactory(author=teacher, school=school))
    author = open_as(teacher)
    author.goto(f"/takes/{take.pk}/live/")
    check(author)
    author.locator("#live-start [type=submit]").click()
    code = author.locator("#live-digits").inner_text()
    check(author)

    observer = open_as(colleague)
    take_seat(observer, code)
    state = observer.locator("[data-state]")
    mark_without_network(observer, state)
    expect(state).to_have_attribute("data-state", "kept")
    observer.reload()
    expect(observer.locator("[data-marks] textarea").first).to_have_value(WORDS)
    check(observer)
    kept = LiveMark.objects.filter(live__take=take).values_list("kind", "body")
    assert list(kept) == [("question", ""), ("highlight", WORDS)]

    expect(author.locator("#live-people")).to_contain_text(colleague.name)
    author.locator("#live-end [type=submit]").click()
    check(author)
    begins = take.live.started_at - timedelta(seconds=5)
    watchable(take.recording)
    Recording.objects.filter(take=take).update(possible_starts=[begins.isoformat()])
    author.reload()
    expect(author.locator("#live-marks > li")).to_have_count(2)
    check(author)
    author.locator("#suggested [type=submit]").click()
    expect(author.locator("#suggested")).to_have_count(0)
    author.locator("#align [name=nudge][value='10']").click()
    author.locator("#place [type=submit]").click()
    check(author)
    nudge_what_is_placed(author, take)
    author.goto(f"/takes/{take.pk}/room/")
    expect(author.locator("#notes")).to_contain_text(WORDS)
