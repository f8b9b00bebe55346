"""林晓燕 teaches 《树和喜鹊》 a third time; 孙丽 and 唐雪 are in the classroom with phones."""

from datetime import timedelta

from playwright.sync_api import expect

from moke.media.models import Recording
from tests.journeys.conftest import publish_as
from tests.journeys.demo.people import somebody
from tests.journeys.pages import DEVICES, check
from tests.journeys.steps import expect_room, newest_take
from tests.journeys.test_live import take_seat

TAPPED = {"孙丽": ["highlight", "question"], "唐雪": ["note"]}
WORDS = "后排两对同学互相打了招呼。"
SECONDS = (6, 11, 20)  # after the code was shown, at which they tap
AHEAD_S = 4  # the camera was started before


def test_marks_of_two_phones_find_their_seconds_together(tree, open_as):
    author = open_as(somebody("林晓燕"))
    take = open_next_take(author, tree)
    code = begin(author)
    phones = {name: open_as(somebody(name), **DEVICES["phone"]) for name in TAPPED}
    for name, phone in phones.items():
        take_seat(phone, code)
        tap(phone, TAPPED[name])
    write(phones["唐雪"])
    expect(author.locator("#live-people li")).to_have_text(["孙丽 2 marks", "唐雪 1 mark"])
    author.locator("#live-end [type=submit]").click()
    expect(author.locator("#live-digits")).to_have_count(0)
    be_recorded(take, tree.takes.get(number=2).recording)
    align(author)
    put_into_the_room(author)
    phones["孙丽"].reload()
    expect(phones["孙丽"].locator("[data-sent]")).to_have_text(["in the review room"] * 2)
    mark_phases(author, take)


def open_next_take(page, tree):
    page.goto(f"/lessons/{tree.pk}/")
    page.locator("a[href$='/takes/new/']").first.click()
    page.locator("[name=class_name]").fill("一（2）班")
    page.locator("[name=change_note]").fill("互相打一次招呼。")
    page.locator("#take-form [type=submit]").click()
    page.locator("#to-live").click()
    return newest_take(tree.pk)


def begin(page):
    """Whoever types the code is let in, invited or not."""
    page.locator("#live-start [type=submit]").click()
    expect(page.locator(".live-qr svg")).to_be_visible()
    return page.locator("#live-digits").inner_text()


def tap(phone, kinds):
    for kind in kinds:
        phone.locator(f".seat-button[data-kind={kind}]").tap()
    expect(phone.locator("[data-state]")).to_have_attribute("data-state", "kept")


def write(phone):
    phone.locator("[data-marks] textarea").fill(WORDS)
    expect(phone.locator("[data-sent]")).to_have_text("kept")
    check(phone)


def be_recorded(take, made):
    """The lesson is over: it took its seconds, and the film with its stamp is here."""
    live = take.live
    live.started_at = live.started_at.replace(microsecond=0)
    live.save()
    for mark, second in zip(live.marks.order_by("at"), SECONDS, strict=True):
        mark.at = live.started_at + timedelta(seconds=second)
        mark.save()
    publish_as(made, take.recording)
    begins_at = live.started_at - timedelta(seconds=AHEAD_S)
    Recording.objects.filter(take=take).update(possible_starts=[begins_at.isoformat()])


def align(page):
    """By the stamp of the file, then a second later, all together."""
    page.reload()
    clocks = page.locator("#live-marks .clock")
    expect(clocks).to_have_text(["0:06", "0:11", "0:20"])
    page.locator("#suggested [type=submit]").click()
    expect(clocks).to_have_text(["0:10", "0:15", "0:24"])
    page.locator("#align [name=nudge][value='1']").click()
    expect(clocks).to_have_text(["0:11", "0:16", "0:25"])
    check(page)
    page.set_viewport_size(DEVICES["phone"]["viewport"])
    expect(page.locator("[data-quality]")).to_be_visible()
    expect(page.locator("media-fullscreen-button")).to_be_in_viewport(ratio=1)
    check(page)


def put_into_the_room(page):
    page.locator("#place [type=submit]").click()
    page.locator(".notice.success ~ p a").click()
    expect_room(page)
    notes = page.locator("#notes > .note:not([data-carried])")
    expect(notes.locator(".at")).to_have_text(["0:11", "0:16", "0:25"])
    expect(notes.locator(":scope > .who .kind")).to_have_text(["Highlight", "Question", "Note"])
    expect(notes.locator(":scope > .who b")).to_have_text(["孙丽", "孙丽", "唐雪"])
    expect(notes.last.locator(".body")).to_have_text(WORDS)


def mark_phases(page, take):
    """Suggested by the plan's minutes, marked when they are kept."""
    page.goto(f"/takes/{take.pk}/phases/")
    expect(page.locator("[data-suggested]")).to_have_count(5)
    page.locator(".phase-row input").nth(1).fill("0:04")
    page.locator("#phases-form [type=submit]").click()
    expect(page.locator(".phase-list li").nth(1)).to_have_text("0:04 初读识字")
