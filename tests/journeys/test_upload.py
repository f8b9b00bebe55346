"""Uploading as it goes in schools: cuts, reloads, wrong files, second clicks, expired sign-ins."""

import hashlib
import struct
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from lessons.models import LessonPage, Take
from moke.media.models import Recording
from tests.clips import make_clip
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.journeys.steps import (
    choose_recording,
    expect_playing,
    expect_room,
    expect_state,
    give_password,
    set_password,
)

MIB = 1024**2
LARGE_BYTES = 28 * MIB  # four pieces of what the page sends at a time
SLOW_BYTES_PER_S = 9 * MIB
HAS_ENDED = """() => ["finished", "stopped", "choose"].includes(
    document.querySelector("moke-upload").dataset.state)"""
HALF = "() => document.querySelector('moke-upload progress').value >= 50"


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    return make_clip(tmp_path_factory.mktemp("upload") / "课堂.mp4", seconds=4)


@pytest.fixture(scope="module")
def large_clip(clip):
    """The clip with a box of nothing behind it, so that its upload takes seconds."""
    path = clip.with_name("long lesson 长课.mp4")
    data = clip.read_bytes()
    room = LARGE_BYTES - len(data)
    path.write_bytes(data + struct.pack(">I4s", room, b"free") + bytes(room - 8))
    return path


@pytest.fixture
def take(teacher):
    """A take that waits for its recording; its author can sign in."""
    set_password(teacher)
    lesson = LessonPageFactory(author=teacher, school=teacher.memberships.get().school)
    return TakeFactory(lesson=lesson)


@pytest.fixture
def page(open_as, product, teacher, take):
    """The page of the take, before its author, on a line that takes a few seconds."""
    product.work()
    page = open_as(teacher)
    page.goto(f"/takes/{take.pk}/")
    set_line(page, upload_bytes_per_s=SLOW_BYTES_PER_S)
    return page


def set_line(page, *, upload_bytes_per_s=-1, is_cut=False):
    """Make the browser's connection slow, or cut it, or (without a word) quick again."""
    page.line = getattr(page, "line", None) or page.context.new_cdp_session(page)
    page.line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": is_cut,
            "latency": 0,
            "downloadThroughput": -1,
            "uploadThroughput": upload_bytes_per_s,
        },
    )


def expect_upload(page, state):
    expect(page.locator(f"moke-upload[data-state={state}]")).to_be_visible()


def expect_whole(take, path):
    """The server holds the file, byte for byte."""
    recording = Recording.objects.get(take=take)
    stored = Path(settings.STORAGES["recordings"]["OPTIONS"]["location"]) / recording.source
    assert digest(stored) == digest(path)


def digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def note_patches(page):
    """Return a list that fills with the offsets from which the page sends."""
    offsets = []
    page.on(
        "request",
        lambda request: (
            offsets.append(int(request.headers["upload-offset"]))
            if request.method == "PATCH"
            else None
        ),
    )
    return offsets


def test_killed_server_costs_nothing_but_time(page, product, take, large_clip):
    page.watched.expect("ERR_")
    offsets = note_patches(page)
    choose_recording(page, large_clip)
    page.wait_for_function(HALF)
    product.cut()
    expect_upload(page, "cut")
    expect(page.locator("moke-upload [data-line] [data-words]")).to_contain_text("nothing is lost")
    product.serve()
    set_line(page)
    expect_upload(page, "finished")
    assert offsets.count(0) == 1
    expect_whole(take, large_clip)


def test_cut_network_costs_nothing_but_time(page, take, large_clip):
    page.watched.expect("ERR_INTERNET_DISCONNECTED")
    offsets = note_patches(page)
    choose_recording(page, large_clip)
    page.wait_for_function(HALF)
    set_line(page, is_cut=True)
    expect_upload(page, "cut")
    set_line(page)
    expect_upload(page, "finished")
    assert offsets.count(0) == 1
    expect_whole(take, large_clip)


def test_same_file_goes_on_after_a_reload(page, take, large_clip):
    page.on("dialog", lambda dialog: dialog.accept())
    choose_recording(page, large_clip)
    page.wait_for_function(HALF)
    page.reload()
    again = page.locator("moke-upload [data-again]")
    expect(again).to_contain_text(large_clip.name)
    offsets = note_patches(page)
    choose_recording(page, large_clip)
    expect_upload(page, "finished")
    assert min(offsets) >= 8 * MIB
    expect_whole(take, large_clip)


def test_another_file_after_a_reload_begins_anew(page, take, large_clip, clip):
    page.on("dialog", lambda dialog: dialog.accept())
    choose_recording(page, large_clip)
    page.wait_for_function(HALF)
    page.reload()
    offsets = note_patches(page)
    choose_recording(page, clip)
    expect_upload(page, "finished")
    assert offsets == [0]
    expect_whole(take, clip)


def test_pause_and_cancel_do_what_they_say(page, take, large_clip, clip):
    choose_recording(page, large_clip)
    page.wait_for_function(HALF)
    page.locator("[data-do=pause]").click()
    expect_upload(page, "paused")
    page.locator("[data-do=resume]").click()
    expect_upload(page, "sending")
    page.locator("[data-do=pause]").click()
    page.locator("[data-do=cancel]").click()
    expect_upload(page, "choose")
    choose_recording(page, clip)
    expect_upload(page, "finished")
    expect_whole(take, clip)


def test_expired_sign_in_keeps_what_was_sent(page, take, teacher, large_clip):
    page.watched.expect("401")
    choose_recording(page, large_clip)
    page.wait_for_function(HALF)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    expect_upload(page, "signed-out")
    offsets = note_patches(page)
    with page.context.expect_page() as opened:
        page.locator("[data-do=sign-in]").click()
    give_password(opened.value, teacher.username)
    expect(opened.value.locator("#person-menu")).to_be_visible()
    opened.value.close()
    page.locator("[data-do=resume]").click()
    expect_upload(page, "finished")
    assert min(offsets) >= 8 * MIB
    expect_whole(take, large_clip)


def test_lost_last_answer_finishes_once(page, take, clip):
    page.watched.expect("ERR_CONNECTION_RESET")
    answers = []

    def lose_the_first(route):
        if route.request.method == "PATCH" and not answers:
            answers.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/uploads/*", lose_the_first)
    choose_recording(page, clip)
    expect_upload(page, "finished")
    assert answers == [204]
    expect_state(page, "ready")
    assert take.recording.uploads.count() == 1
    expect_whole(take, clip)


@pytest.mark.parametrize("shares_memory", [True, False])
def test_two_windows_for_one_recording_come_to_an_end(
    open_as, page, teacher, take, large_clip, *, shares_memory
):
    """In the same browser, which remembers the upload, and on another device."""
    page.watched.expect("40")
    other = page.context.new_page() if shares_memory else open_as(teacher)
    other.goto(f"/takes/{take.pk}/")
    set_line(other, upload_bytes_per_s=SLOW_BYTES_PER_S)
    choose_recording(page, large_clip)
    choose_recording(other, large_clip)
    page.wait_for_function(HAS_ENDED)
    other.wait_for_function(HAS_ENDED)
    expect_whole(take, large_clip)


def test_text_called_video_is_explained_and_replaced(page, take, clip):
    choose_recording(
        page, {"name": "课.mp4", "mimeType": "video/mp4", "buffer": "不是录像".encode() * 99}
    )
    expect_state(page, "failed")
    said = page.locator("moke-progress [data-state=failed] .notice.error")
    expect(said).to_contain_text("not a video or audio file")
    with page.expect_navigation():
        page.locator("moke-progress [data-offer] a.button").click()
    expect(said).to_be_visible()
    choose_recording(page, clip)
    expect_state(page, "ready")
    expect(said).to_have_count(0)
    expect_whole(take, clip)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ({"name": "课.mp4", "mimeType": "video/mp4", "buffer": b""}, "is empty"),
        (
            {"name": "教案.docx", "mimeType": "application/msword", "buffer": b"PK"},
            "neither video nor audio",
        ),
    ],
)
def test_wrong_file_is_refused_before_it_is_sent(page, take, file, words):
    choose_recording(page, file)
    expect(page.locator("moke-upload [data-trouble]")).to_contain_text(words)
    expect(page.locator("moke-upload .upload-target")).to_be_visible()
    assert Recording.objects.get(take=take).state == "waiting"


def test_second_click_makes_one_lesson_and_one_take(open_as, teacher):
    page = open_as(teacher)
    page.goto("/lessons/prepare/")
    page.locator("#id_title").fill("两次点击")
    page.locator("#prepare button.primary").dblclick()
    page.wait_for_url("**/edit/")
    lesson = LessonPage.objects.get(author=teacher)

    page.goto(f"/lessons/{lesson.pk}/takes/new/")
    page.locator("#id_class_name").fill("一（2）班")
    page.locator("#take-form button.primary").dblclick()
    expect(page.locator("moke-upload")).to_be_visible()
    assert Take.objects.filter(lesson=lesson).count() == 1


def test_sound_alone_plays_in_the_room(page, take, tmp_path):
    choose_recording(page, make_clip(tmp_path / "录音.m4a", seconds=6, size=None))
    expect_state(page, "ready")
    page.locator("moke-progress [data-offer] a.primary").click()
    expect_room(page)
    expect(page.locator(".player-sheet")).to_be_visible()
    page.locator(".player-bar media-play-button").click()
    expect_playing(page, beyond_s=1)
