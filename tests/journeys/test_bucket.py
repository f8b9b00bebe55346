"""A recording that lives in a bucket: uploaded, encoded and played, its bytes never in Python."""

from collections import Counter

import pytest
from django.conf import settings

from moke.media.models import Recording
from tests.clips import make_clip
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.journeys.product import running
from tests.journeys.steps import choose_recording, expect_playing, expect_room, expect_state

CLIP_S = 20
ALLOWED_BYTES = 2_000  # of an answer of ours that leads on: its head


@pytest.fixture(scope="module")
def product(before_a_browser, django_db_setup, store_server, tmp_path_factory):
    """The product of all the journeys once more, with a database and a bucket of its own."""
    folder = tmp_path_factory.mktemp("bucket-journey")
    store_server.serve()
    environment = store_server.environment | {"MOKE_SECRET_KEY": settings.SECRET_KEY}
    with running(folder, name="bucket_journeys", environment=environment) as product:
        yield product


@pytest.fixture
def take(teacher):
    lesson = LessonPageFactory(author=teacher, school=teacher.memberships.get().school)
    return TakeFactory(lesson=lesson)


def note_traffic(page):
    """Return what fills with the answers to come: (host, ending, status), and the bytes of each."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    answers, asked = {}, {}
    sizes = Counter()

    def keep(request_id, answer):
        host = answer["url"].split("/")[2]
        ending = answer["url"].partition("?")[0].rpartition(".")[2]
        asked[request_id] = (host, ending, answer["status"])
        answers.setdefault(asked[request_id], []).append(answer)

    def on_request(event):
        if led := event.get("redirectResponse"):
            keep(event["requestId"], led)
            sizes[asked[event["requestId"]]] += led["encodedDataLength"]

    line.on("Network.requestWillBeSent", on_request)
    line.on("Network.responseReceived", lambda event: keep(event["requestId"], event["response"]))
    line.on(
        "Network.loadingFinished",
        lambda event: sizes.update(
            {asked[event["requestId"]]: event["encodedDataLength"]}
            if event["requestId"] in asked
            else {}
        ),
    )
    return answers, sizes


def test_recording_is_uploaded_encoded_and_played_from_the_bucket(
    open_as, product, store_server, take, tmp_path
):
    product.work()
    clip = make_clip(tmp_path / "课堂 第1讲.mp4", seconds=CLIP_S, size="640x360")
    page = open_as(take.lesson.author)
    page.goto(f"/takes/{take.pk}/")
    choose_recording(page, clip)
    expect_state(page, "ready")
    recording = Recording.objects.get(take=take)
    stored = store_server.folder / "moke" / "recordings" / str(recording.key)
    assert (stored / "source").read_bytes() == clip.read_bytes()
    assert list((product.data_dir / "uploads").iterdir()) == []
    assert not (product.data_dir / "recordings").exists()

    answers, sizes = note_traffic(page)
    page.goto(f"/takes/{take.pk}/room/")
    expect_room(page)
    page.locator(".player-bar media-play-button").click()
    expect_playing(page, beyond_s=1)
    page.evaluate("document.querySelector('moke-player').currentTime = 15")
    expect_playing(page, beyond_s=16)

    ours, afar = product.url.split("/")[2], store_server.endpoint.split("/")[2]
    led = answers[ours, "mp4", 302]
    assert sizes[ours, "mp4", 302] < ALLOWED_BYTES * len(led)
    rendition = stored / recording.published_attempt / "360.mp4"
    assert (
        sum(size for (host, ending, _), size in sizes.items() if (host, ending) == (afar, "mp4"))
        > 0.7 * rendition.stat().st_size
    )
    assert {status for host, ending, status in answers if host == ours and ending == "mp4"} == {302}
    assert (ours, "m3u8", 200) in answers
