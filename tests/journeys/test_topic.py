"""Topics: two teachers talk, quote what they saw, and lose no word and no answer."""

import re

import pytest
from playwright.sync_api import expect

from lessons.enums import Visibility
from research.models import Comment, Post, Topic
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.factories.research import PostFactory, TopicFactory, span
from tests.journeys.conftest import make_teacher
from tests.journeys.pages import (
    everywhere,
    find_barriers,
    is_wider_than_its_window,
    on_every_device,
)

LISTENS = "() => document.querySelector('moke-topic')?.news?.source?.readyState === 1"
CLIP = "document.querySelector('.clip video')"
PASTE = """([selector, type, data]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData(type, data);
    const event = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
    document.querySelector(selector).dispatchEvent(event);
}"""
WORD = (
    "<html><head><style>p.MsoNormal{margin:0}</style></head><body><!--StartFragment-->"
    "<p class=MsoNormal><b>两点</b>体会<o:p></o:p></p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
    "<span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>先等</p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
    "<span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp;</span></span><![endif]>"
    "<span style='font-weight:bold'>再问</span></p><!--EndFragment--></body></html>"
)


@pytest.fixture
def take(teacher, watchable):
    """A take of the teacher's, open to the district and ready to play."""
    lesson = LessonPageFactory(
        author=teacher,
        school=teacher.memberships.get().school,
        title="浮力",
        visibility=Visibility.DISTRICT,
    )
    take = TakeFactory(lesson=lesson)
    watchable(take.recording)
    return take


@pytest.fixture
def elsewhere():
    """A teacher of another school."""
    return make_teacher("何志远", subjects=["physics"], grade=8)


def enter(page, topic):
    page.goto(f"/topics/{topic.pk}/")
    page.wait_for_function(LISTENS)
    return page


def write(page, words, within="#answer"):
    page.locator(f"{within} moke-editor").click()
    sheet = page.locator(f"{within} .editor-sheet")
    expect(sheet).to_be_focused()
    page.keyboard.type(words)
    return sheet


def send(page):
    page.locator("#answer [type=submit]").click()


def pick_clip(page, take):
    """Find the take in the picker and mark its seconds 5 to 7."""
    page.locator("#answer [data-clip]").click()
    page.locator(".picker [name=words]").fill("浮力")
    page.locator(".picker [type=submit]").click()
    page.locator(f".picker [data-take*='/takes/{take.pk}/']").click()
    page.wait_for_function("() => document.querySelector('.cutter video')?.readyState >= 2")
    for second, mark in ((5, "start"), (7, "end")):
        page.evaluate(f"() => document.querySelector('.cutter moke-player').currentTime = {second}")
        page.wait_for_function(
            f"() => document.querySelector('.cutter moke-player').currentTime === {second}"
        )
        page.locator(f"[data-span={mark}]").click()


@everywhere
def test_two_teachers_talk_in_one_topic(open_as, take, teacher, elsewhere):
    asker, answerer = open_as(elsewhere), open_as(teacher)
    asker.goto("/topics/")
    assert find_barriers(asker) == []
    asker.locator("#open-topic, .empty .button").first.click()
    asker.locator("[name=title]").fill("提问之后等多久？")
    write(asker, "我只等了三秒。", within=".letter")
    assert find_barriers(asker) == []
    asker.locator(".letter [type=submit]").click()
    asker.wait_for_function(LISTENS)
    topic = Topic.objects.get(opened_by=elsewhere)
    enter(answerer, topic)

    write(answerer, "请看我等的这一段。")
    pick_clip(answerer, take)
    assert find_barriers(answerer) == []
    answerer.locator("[data-span=pick]").click()
    expect(answerer.locator(".card-clip")).to_contain_text("0:05–0:07")
    send(answerer)
    expect(answerer.locator("#answers .post")).to_have_count(1)
    expect(answerer.locator("#answer .card-clip")).to_have_count(0)

    arrived = asker.locator("#answers .post")
    expect(arrived).to_contain_text("请看我等的这一段。")
    expect(asker.locator("#voices")).to_contain_text("2")
    arrived.locator(".clip-poster").click()
    asker.wait_for_function(f"() => {CLIP}?.currentTime > 6")
    asker.wait_for_function(f"() => {CLIP}.paused && {CLIP}.currentTime < 7.5")
    for page in (asker, answerer):
        assert find_barriers(page) == []
        assert not is_wider_than_its_window(page)


def test_answers_arrive_without_a_gap_after_a_cut(open_as, product, teacher, elsewhere):
    topic = TopicFactory(by=teacher)
    page = enter(open_as(elsewhere), topic)
    page.watched.expect("ERR_")
    PostFactory(topic=topic, author=teacher, body="<p>断线之前</p>")
    expect(page.locator("#answers .post")).to_have_count(1)
    page.context.set_offline(True)
    product.cut()
    expect(page.locator("#live")).to_contain_text("The connection is lost.")
    for words in ("断线之时", "断线以后"):
        PostFactory(topic=topic, author=teacher, body=f"<p>{words}</p>")
    product.serve()
    page.context.set_offline(False)
    said = page.locator("#answers .body")
    expect(said).to_have_text(["断线之前", "断线之时", "断线以后"])


def test_what_is_typed_outlives_reload_cut_and_sign_out(open_as, take, teacher):
    topic = TopicFactory(by=teacher)
    page = enter(open_as(teacher), topic)
    for excused in ("ERR_INTERNET_DISCONNECTED", "401", "403", "404"):
        page.watched.expect(excused)
    sheet = write(page, "写到一半")
    page.evaluate(PASTE, [".editor-sheet", "text/plain", f"/takes/{take.pk}/room/?t=5-9"])
    expect(page.locator(".card-clip")).to_contain_text("0:05–0:09")
    expect(sheet).to_have_text("写到一半")
    page.reload()
    expect(page.locator(".editor-sheet")).to_have_text("写到一半")
    expect(page.locator(".card-clip")).to_contain_text("0:05–0:09")
    page.context.set_offline(True)
    send(page)
    expect(page.locator("#answer .trouble")).to_be_visible()
    page.context.set_offline(False)
    kept = [cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    page.context.clear_cookies(name="sessionid")
    page.locator("#answer [data-retry]").click()
    expect(page.locator("#answer #signed-out")).to_be_visible()
    page.context.add_cookies(kept)
    send(page)
    expect(page.locator("#answers .post")).to_contain_text("写到一半")
    assert Post.objects.filter(topic=topic, is_opening=False).count() == 1
    page.reload()
    expect(page.locator("#answer textarea")).to_have_value("")


def test_words_from_a_word_processor_survive(open_as, teacher):
    topic = TopicFactory(by=teacher)
    page = enter(open_as(teacher), topic)
    write(page, "")
    page.evaluate(PASTE, [".editor-sheet", "text/html", WORD])
    expect(page.locator(".editor-sheet li")).to_have_count(2)
    send(page)
    expect(page.locator("#answers li li")).to_have_text(["先等", "再问"])
    post = Post.objects.get(topic=topic, is_opening=False)
    assert re.sub(r"</?p>", "", post.body) == (
        "<b>两点</b>体会<ol><li>先等</li><li><b>再问</b></li></ol>"
    )


def test_marks_and_a_typed_address(open_as, take, teacher):
    topic = TopicFactory(by=teacher)
    page = enter(open_as(teacher), topic)
    page.watched.expect("422")
    write(page, "等")
    page.locator("[data-mark=bold]").click()
    page.keyboard.type("二十秒")
    page.locator("[data-mark=bold]").click()
    page.keyboard.type(f"看 /takes/{take.pk}/room/?t=1:0 ")
    expect(page.locator(".clip-problem")).to_contain_text("outside the recording")
    page.keyboard.type(f"/takes/{take.pk}/room/?t=5-9 ")
    expect(page.locator(".card-clip")).to_contain_text("0:05–0:09")
    send(page)
    expect(page.locator("#answers .body b")).to_have_text("二十秒")
    assert "takes" not in Post.objects.get(topic=topic, is_opening=False).body


def test_own_answer_is_edited_and_deleted_while_the_other_looks(open_as, teacher, elsewhere):
    post = PostFactory(author=teacher, topic=TopicFactory(by=elsewhere))
    mine, other = enter(open_as(teacher), post.topic), enter(open_as(elsewhere), post.topic)
    mine.locator("[data-edit]").click()
    expect(mine.locator(".post .editor-sheet")).to_have_text("先让学生写下来。")
    mine.locator(".post .editor-sheet").click()
    mine.keyboard.press("Control+End")
    mine.keyboard.type("再说。")
    mine.locator(".post .letter [type=submit]").click()
    for page in (mine, other):
        expect(page.locator("#answers .body")).to_have_text("先让学生写下来。再说。")
        expect(page.locator("#answers .trace")).to_have_text("edited")
    mine.locator("[data-delete]").click()
    mine.locator("dialog [type=submit]").click()
    for page in (mine, other):
        expect(page.locator("#answers .trace")).to_contain_text("Deleted by its author")
        expect(page.locator("#answers .body")).to_have_count(0)


def test_closing_takes_the_composer_from_open_pages(open_as, teacher, elsewhere):
    topic = TopicFactory(by=teacher)
    other, mine = enter(open_as(elsewhere), topic), enter(open_as(teacher), topic)
    mine.locator("#topic-acts > form button").click()
    expect(other.locator("#topic-state")).to_contain_text("closed this topic")
    expect(other.locator("#answer")).to_be_hidden()


@on_every_device
def test_long_topic_shows_the_latest_and_leads_to_any(open_as, teacher):
    topic = TopicFactory(by=teacher)
    Post.objects.bulk_create(
        Post(topic=topic, author=teacher, body=f"<p>第 {n} 条</p>", change=1) for n in range(80)
    )
    first = topic.posts.filter(is_opening=False).first()
    page = enter(open_as(teacher), topic)
    expect(page.locator("#answers .post")).to_have_count(30)
    page.locator("#earlier a").click()
    expect(page.locator("#answers .post")).to_have_count(60)
    page.goto(f"/topics/{topic.pk}/#post-{first.pk}")
    expect(page).to_have_url(re.compile(rf"from={first.pk}#post-{first.pk}$"))
    expect(page.locator(f"#post-{first.pk}")).to_be_in_viewport()


def test_clip_of_a_closed_lesson_says_only_that(open_as, take, teacher, elsewhere):
    topic = TopicFactory(by=teacher, clips=[span(take, 5, 9)])
    page = enter(open_as(elsewhere), topic)
    expect(page.locator("moke-clip")).to_have_count(1)
    type(take.lesson).objects.filter(pk=take.lesson_id).update(visibility=Visibility.DRAFT)
    page.locator(".clip-poster").click()
    expect(page.locator("moke-clip")).to_have_text(re.compile("not open to you"))
    page.reload()
    expect(page.locator("p.clip.closed")).to_be_visible()
    assert "浮力" not in page.content()
    assert find_barriers(page) == []


def test_topic_works_without_scripts(open_as, take, teacher):
    topic = TopicFactory(by=teacher)
    page = open_as(teacher, java_script_enabled=False)
    page.goto(f"/topics/{topic.pk}/")
    page.locator("#answer [name=body]").fill("没有脚本\n\n也能说。")
    page.locator("#clip-addresses").fill(f"/takes/{take.pk}/room/?t=5-9")
    send(page)
    expect(page.locator("#answers .body p")).to_have_text(["没有脚本", "也能说。"])
    page.locator("#answers .clip-poster").click()
    expect(page).to_have_url(re.compile(r"/lessons/\d+/\?take=1&t=5-9&zero=0#watch"))


def test_room_hands_on_spans_and_comments(open_as, take, colleague):
    InvitationFactory(take=take, person=colleague)
    page = open_as(colleague)
    page.goto(f"/takes/{take.pk}/room/?t=5")
    page.wait_for_function("() => document.querySelector('video').readyState >= 2")
    page.keyboard.press("i")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('moke-player').currentTime >= 10")
    page.keyboard.press("o")
    page.keyboard.press("w")
    page.keyboard.type("这一段值得大家看。")
    page.keyboard.press("Control+Enter")
    note = page.locator(".note")
    expect(note).to_have_count(1)
    note.locator(".respond").click()
    note.locator("[data-discuss]").click()
    expect(page).to_have_url(re.compile(rf"comment={Comment.objects.get(take=take).pk}$"))
    expect(page.locator(".card-clip")).to_contain_text("0:05–0:10")
    expect(page.locator(".editor-sheet")).to_have_text("这一段值得大家看。")
    page.goto(f"/takes/{take.pk}/room/?t=7")
    page.wait_for_function("() => document.querySelector('video').readyState >= 2")
    page.locator("[data-span=quote]").click()
    expect(page.locator(".card-clip")).to_contain_text("0:07–0:37")
