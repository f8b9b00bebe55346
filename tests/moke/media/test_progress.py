"""What a page hears of a recording on its way."""

import pytest
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from moke.media.domain.queries.line import Line, Turn
from moke.media.domain.queries.progress import is_worth_a_retry, steps_of
from moke.media.enums import Problem, State
from moke.media.models import Recording
from moke.media.tasks import process_recording
from moke.media.templatetags.recordings import time_left, turn
from tests.factories.accounts import UserFactory
from tests.factories.media import RecordingFactory


@pytest.mark.parametrize(
    ("state", "standings"),
    [
        (State.WAITING, ["now", "ahead", "ahead", "ahead"]),
        (State.UPLOADING, ["now", "ahead", "ahead", "ahead"]),
        (State.QUEUED, ["done", "now", "ahead", "ahead"]),
        (State.PROBING, ["done", "now", "ahead", "ahead"]),
        (State.ENCODING, ["done", "done", "now", "ahead"]),
        (State.PUBLISHING, ["done", "done", "done", "now"]),
        (State.READY, ["done", "done", "done", "done"]),
    ],
)
def test_steps_stand_where_the_recording_is(state, standings):
    assert [step.standing for step in steps_of(Recording(state=state))] == standings


def test_step_of_now_says_what_happens():
    with override("en"):
        labels = [step.label for step in steps_of(Recording(state=State.ENCODING))]
    assert labels == ["Uploaded", "Looked at", "Encoding", "Ready to play"]


def test_retry_is_offered_where_it_may_help():
    failed = [Recording(state=State.FAILED, problem=problem) for problem in Problem.values]
    worth = [recording.problem for recording in failed if is_worth_a_retry(recording)]
    assert worth == [Problem.NO_SPACE, Problem.TOO_SLOW, Problem.STOPPED]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (5, "less than a minute left"),
        (70, "about 1 minute left"),
        (200, "about 3 minutes left"),
    ],
)
def test_time_left_is_rough(seconds, words):
    with override("en"):
        assert time_left(seconds) == words


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (None, ""),
        (Turn(0, None), "It is next"),
        (Turn(1, None), "1 comes before it"),
        (Turn(0, 3), "It is next · its turn in about 3 minutes"),
        (Turn(2, 1), "2 come before it · its turn in about 1 minute"),
    ],
)
def test_turn_is_told_as_far_as_it_is_known(place, words):
    recording = Recording(pk=1)
    line = Line({(Recording, 1): place} if place else {})
    with override("en"):
        assert turn(recording, line) == words


@pytest.mark.django_db
def test_progress_tells_step_percent_and_time(sign_in):
    recording = RecordingFactory(state=State.ENCODING, percent=62, time_left_s=180)
    url = reverse("media:recording_progress", args=[recording.key])
    page = sign_in(recording.owner).get(url)
    assert 'data-state="encoding"' in page.text
    assert "62 % · about 3 minutes left" in page.text
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_progress_tells_what_was_wrong(sign_in):
    recording = RecordingFactory(state=State.FAILED, problem=Problem.CUT_OFF)
    url = reverse("media:recording_progress", args=[recording.key])
    page = sign_in(recording.owner).get(url)
    assert "The recording was cut off and cannot be read." in page.text
    assert 'data-offer="again"' in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["recording_progress", "recording_events"])
def test_progress_is_for_who_may_follow(sign_in, name):
    recording = RecordingFactory(state=State.ENCODING)
    url = reverse(f"media:{name}", args=[recording.key])
    assert sign_in(UserFactory()).get(url).status_code == 404
    assert sign_in(None).get(url).status_code == 404


@pytest.fixture
def look_at(sign_in, monkeypatch):
    """Return a function that opens the stream of a recording for its owner: what it looks with."""
    looks = []

    def keep(request, fetch, *, cursor):
        looks.append(fetch)
        return HttpResponse()

    def open_stream(recording):
        sign_in(recording.owner).get(reverse("media:recording_events", args=[recording.key]))
        return looks.pop()

    monkeypatch.setattr("moke.media.views.progress.event_stream", keep)
    return open_stream


@pytest.mark.django_db
def test_progress_stream_ends_for_who_may_no_longer_follow(look_at):
    recording = RecordingFactory(state=State.ENCODING)
    look = look_at(recording)
    assert [name for name, _ in look("")[1]] == ["progress"]
    Recording.objects.update(owner=UserFactory())
    with pytest.raises(Http404):
        look("")


@pytest.mark.django_db
def test_progress_stream_tells_of_a_moved_place(look_at):
    ahead, recording = RecordingFactory.create_batch(2, state=State.QUEUED)
    for one in (ahead, recording):
        process_recording.enqueue(one.pk)
    look = look_at(recording)
    cursor, [(_, before)] = look("")
    assert look(cursor) == (cursor, [])
    Recording.objects.filter(pk=ahead.pk).update(state=State.FAILED)
    [(_, after)] = look(cursor)[1]
    assert ["1 comes before it" in before, "It is next" in after] == [True, True]
