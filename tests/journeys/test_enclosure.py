"""Pictures and a voice note go with a comment, whatever the network and the browser do."""

import pytest
from playwright.sync_api import expect

from research.domain.comment import write_comment
from research.enums import CommentKind
from research.models import Comment
from tests.clips import make_clip
from tests.enclosed import enclosed_picture, picture_bytes
from tests.journeys.pages import check, everywhere

SETTLED = "() => document.querySelector('video').readyState >= 2"
SHOWN = "(image) => image.complete && image.naturalWidth > 0"
PLAYED = """async (audio) => {
    const over = new Promise((resolve) => audio.addEventListener("ended", resolve));
    audio.playbackRate = 8;
    await audio.play();
    await over;
    return audio.duration;
}"""
HAS_RECORDED = """() => document.querySelector("[data-clock]").textContent >= "0:02" """


def enter(page, take):
    page.goto(f"/takes/{take.pk}/room/")
    page.wait_for_function(SETTLED)
    page.locator("#composer textarea").focus()
    return page.locator("#composer")


def pick(page, composer, *files):
    with page.expect_file_chooser() as chooser:
        composer.locator("[data-pick]").click()
    chooser.value.set_files(
        [{"name": name, "mimeType": "image/jpeg", "buffer": content} for name, content in files]
    )


@everywhere
def test_pictures_and_voice_go_with_a_comment(open_as, take, colleague):
    page = open_as(colleague, permissions=["microphone"])
    composer = enter(page, take)
    composer.locator("textarea").fill("板书可以这样排。")
    pick(page, composer, ("board.jpg", picture_bytes(size=(3000, 1500))))
    expect(composer.locator(".tray li input")).to_be_focused()
    page.keyboard.type("板书设计")
    composer.locator("[data-record]").focus()
    page.keyboard.press("Enter")
    expect(composer.locator("[data-stop]")).to_be_focused()
    page.wait_for_function(HAS_RECORDED)
    check(page)
    page.keyboard.press("Enter")
    expect(composer.locator("audio")).to_be_visible()
    check(page)

    page.watched.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    composer.locator("[type=submit]").click()
    expect(composer.locator(".trouble")).to_be_visible()
    expect(composer.locator("textarea")).to_have_value("板书可以这样排。")
    page.context.set_offline(False)
    composer.locator("[data-retry]").dblclick()
    note = page.locator("#notes > .note")
    expect(note).to_have_count(1)
    expect(composer.locator(".tray")).to_be_hidden()
    picture, voice = Comment.objects.get(take=take).enclosures.all()
    assert (picture.description, picture.width_px) == ("板书设计", 2048)

    shown = note.locator("img")
    expect(shown).to_have_attribute("alt", "板书设计")
    page.wait_for_function(SHOWN, arg=shown.element_handle())
    heard = note.locator("audio").evaluate(PLAYED)
    assert heard == pytest.approx(voice.duration_ms / 1000, abs=0.1)
    note.locator("[data-picture]").press("Enter")
    expect(page.locator(".picture-sheet img")).to_be_visible()
    check(page)
    page.keyboard.press("Escape")
    expect(note.locator("[data-picture]")).to_be_focused()


def test_refused_microphone_offers_a_file(open_as, take, colleague, tmp_path):
    page = open_as(colleague)
    composer = enter(page, take)
    composer.locator("[data-record]").click()
    expect(composer.locator("[data-said]")).to_contain_text("The microphone may not be used here.")
    check(page)
    sound = make_clip(tmp_path / "voice.wav", size=None, seconds=2)
    with page.expect_file_chooser() as chooser:
        composer.locator("[data-pick-sound]").click()
    chooser.value.set_files(sound)
    composer.locator("[type=submit]").click()
    expect(page.locator(".note audio")).to_have_attribute("aria-label", "Voice note, 0:02")


def test_bad_files_are_told_and_nothing_is_lost(open_as, take, colleague):
    page = open_as(colleague)
    composer = enter(page, take)
    composer.locator("textarea").fill("看这里。")
    pick(page, composer, ("broken.jpg", b"no picture"), ("good.jpg", picture_bytes()))
    expect(composer.locator("[data-said]")).to_contain_text("This picture cannot be read here.")
    expect(composer.locator(".tray li")).to_have_count(1)
    composer.locator("[data-record]").click()
    with page.expect_file_chooser() as chooser:
        composer.locator("[data-pick-sound]").click()
    words = {"name": "voice.mp3", "mimeType": "audio/mpeg", "buffer": b"words"}
    chooser.value.set_files([words])
    page.watched.expect("422")
    composer.locator("[type=submit]").click()
    expect(composer.locator(".errors")).to_contain_text("This is no sound that can be read.")
    expect(composer.locator(".tray li")).to_have_count(1)
    composer.locator("[data-discard]").click()
    composer.locator("[type=submit]").click()
    expect(page.locator(".note img")).to_have_count(1)


def test_edit_takes_a_picture_away(open_as, take, colleague):
    said = {"kind": CommentKind.NOTE, "start_ms": 5_000, "body": "看。"}
    write_comment(
        take=take,
        author=colleague,
        enclosed=[*enclosed_picture("一"), *enclosed_picture("二")],
        **said,
    )
    page = open_as(colleague)
    enter(page, take)
    note = page.locator("#notes > .note")
    note.hover()
    note.locator(".respond").click()
    note.locator("[data-open=edit]").click()
    note.locator(".drops label", has_text="一").click()
    note.locator("form [type=submit]").click()
    expect(note.locator("img")).to_have_count(1)
    expect(note.locator("img")).to_have_attribute("alt", "二")
