"""The page on which an author puts another file in the place of a recording's."""

import pytest
from django.urls import reverse

from moke.media.enums import Replacing
from moke.media.models import BlurBox, Recording, Replacement
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.factories.media import RecordingFactory
from tests.factories.research import CommentFactory
from tests.tus import BYTES, Tus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here")]


@pytest.fixture(autouse=True)
def queue(queue_of):
    return queue_of("moke.media.domain.replacement.replace_recording")


@pytest.fixture
def recording():
    lesson = LessonPageFactory()
    recording = RecordingFactory(owner=lesson.author, ready=True, source="there")
    take = TakeFactory(lesson=lesson, recording=recording)
    CommentFactory(take=take, start_ms=50_000)
    return recording


@pytest.fixture
def author(sign_in, recording):
    return sign_in(recording.owner)


@pytest.fixture
def offered(recording):
    return Replacement.objects.create(
        recording=recording, state=Replacing.CHOOSING, source="new", length_ms=40_000
    )


def url_of(recording, name="replacement"):
    return reverse(f"media:{name}", args=[recording.key])


def test_page_says_what_hangs_on_the_recording_before_anything_is_sent(recording, author):
    BlurBox.objects.create(
        recording=recording, start_ms=0, end_ms=9, left=0, top=0, width=1, height=1
    )
    page = author.get(url_of(recording))
    assert page.context["hanging"] == ["1 comment", "1 box over faces"]
    assert "data-replaces" in page.text


def test_file_is_sent_beside_the_one_that_is_watched(recording, author, queue):
    tus = Tus(author)
    sent = tus.create(recording=recording.key, replaces="yes", filename="b.mp4", body=BYTES)
    assert sent.status_code == 201
    assert (queue, Replacement.objects.get().original_name) == ([recording.pk], "b.mp4")
    recording.refresh_from_db()
    assert (recording.state, recording.original_name) == ("ready", "lesson.mp4")
    assert "Looking at the new file" in author.get(url_of(recording)).text
    Replacement.objects.update(state=Replacing.AT_WORK)
    assert tus.create(recording=recording.key, replaces="yes").status_code == 409
    assert tus.create(recording=recording.key).status_code == 409


def test_upload_that_is_cut_or_cancelled_leaves_all_as_it_was(recording, author):
    tus = Tus(author)
    before = Recording.objects.values().get()
    url = tus.create(recording=recording.key, replaces="yes").headers["Location"]
    tus.patch(url, BYTES[:10], 0)
    assert (Recording.objects.values().get(), Replacement.objects.count()) == (before, 0)
    assert tus.delete(url).status_code == 204
    assert (Recording.objects.values().get(), Replacement.objects.count()) == (before, 0)


def test_what_will_happen_is_told_then_done(recording, author, offered, queue):
    chosen = {"begins": "earlier", "offset": "0:05", "source": "new"}
    page = author.post(url_of(recording), chosen)
    change = page.context["change"]
    assert (change.before, change.after) == ("1:00", "0:40")
    assert change.following[0].startswith("1 comment or answer lies in what goes.")
    assert queue == []
    assert author.post(url_of(recording), chosen | {"confirmed": "on"}).status_code == 302
    offered.refresh_from_db()
    assert (offered.state, offered.start_ms, queue) == ("waiting", -5000, [recording.pk])
    assert author.post(url_of(recording), chosen | {"confirmed": "on"}).status_code == 302


def test_page_that_waited_is_opened_anew_once_the_new_film_is_in_place(author, offered, recording):
    polled = author.get(url_of(recording), headers={"HX-Request": "true"})
    assert (polled.context["is_to_decide"], "HX-Refresh" in polled) == (True, False)
    Replacement.objects.update(state=Replacing.DONE)
    polled = author.get(url_of(recording), headers={"HX-Request": "true"})
    assert polled.headers["HX-Refresh"] == "true"
    assert "HX-Refresh" not in author.get(url_of(recording)).headers


@pytest.mark.parametrize(
    ("chosen", "field"),
    [({"begins": "later"}, "offset"), ({"begins": "later", "offset": "0:59.5"}, "offset")],
)
def test_offset_that_makes_no_sense_is_refused(recording, author, offered, chosen, field):
    page = author.post(url_of(recording), chosen)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_new_file_can_be_thrown_away(recording, author, offered):
    assert author.post(url_of(recording, "replacement_drop")).status_code == 302
    assert Replacement.objects.count() == 0


def test_others_cannot_send_a_file_for_it(recording, sign_in):
    stranger = LessonPageFactory().author
    assert Tus(sign_in(recording.owner)).create(replaces="yes").status_code == 404
    assert Tus(sign_in(stranger)).create(recording=recording.key, replaces="yes").status_code in {
        403,
        404,
    }
    assert sign_in(stranger).get(url_of(recording)).status_code == 404


def test_boxes_of_the_film_before_are_there_to_be_moved(recording, author):
    boxes = [[1000, 2500, 0.1, 0.2, 0.3, 0.4]]
    Replacement.objects.create(recording=recording, state=Replacing.DONE, boxes=boxes)
    page = author.get(url_of(recording, "blur"))
    first = page.context["boxes"].forms[0]
    assert [first[name].value() for name in ("start", "end", "left")] == ["0:01", "0:02.5", 10.0]
    assert (len(page.context["boxes"].forms), page.context["has_old_boxes"]) == (2, True)
