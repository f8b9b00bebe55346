"""The operators' page: what is running, waits and failed, tried again and stopped."""

import re
from functools import partial
from types import SimpleNamespace

import pytest

from moke.accounts.enums import Role
from moke.media.enums import Blurring, Problem, Refining, State, Trimming
from moke.media.models import BlurWork, CaptionDraft, Refinement, Replacement, TrimWork
from moke.media.tasks import process_recording
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.media import RecordingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here")]
PAGE = "/admin/processing/"


@pytest.fixture
def operator(sign_in):
    return sign_in(UserFactory(is_superuser=True))


@pytest.fixture
def queue(asked, monkeypatch):
    later = SimpleNamespace(enqueue=asked.append)
    monkeypatch.setattr("moke.media.domain.refinement.refine_recording", later)
    return asked


def rows(client, name):
    return list(client.get(PAGE, {"show": name}).context["page"])


def do(client, recording, deed, **more):
    return client.post(f"{PAGE}{recording.key}/{deed}/", more)


def said(response):
    return [str(message) for message in response.wsgi_request._messages][-1]


def test_page_lists_each_recording_where_it_belongs(operator):
    done = RecordingFactory(ready=True)
    first, second = RecordingFactory.create_batch(2, state=State.QUEUED)
    running = RecordingFactory(state=State.ENCODING, percent=40, time_left_s=300)
    failed = RecordingFactory(state=State.FAILED, problem=Problem.TOO_SLOW, source="kept")
    partly = RecordingFactory(ready=True, warning=Problem.TOO_SLOW)
    RecordingFactory(ready=True, warning=Problem.CUT_OFF)
    refinement = Refinement.objects.create(
        recording=done, state=Refining.DONE, bytes_before=5000, bytes_after=2000
    )
    assert rows(operator, "running") == [running]
    assert rows(operator, "waiting") == [first, second]
    assert rows(operator, "failed") == [partly, failed]
    assert rows(operator, "refined") == [refinement]
    load = operator.get(PAGE).context["load"]
    none = dict.fromkeys(("blurred", "trimmed", "replaced", "heard"), 0)
    assert load.counts == none | {"running": 1, "waiting": 2, "failed": 2, "refined": 1}
    assert load.spared_bytes == 3000


def test_recordings_wait_in_the_order_in_which_workers_take_them(operator):
    later, sooner, first = RecordingFactory.create_batch(3, state=State.QUEUED)
    for recording in (sooner, later):
        process_recording.enqueue(recording.pk)
    process_recording.using(priority=0).enqueue(first.pk)
    page = operator.get(PAGE, {"show": "waiting"})
    assert list(page.context["page"]) == [first, sooner, later]
    places = re.findall("It is next|[0-9] comes? before it", page.text)
    assert places == ["It is next", "1 comes before it", "2 come before it"]


@pytest.mark.parametrize(
    "name", ["running", "waiting", "refined", "blurred", "trimmed", "replaced", "heard"]
)
def test_page_counts_as_many_queries_for_many_as_for_one(operator, django_assert_num_queries, name):
    def fill(count):
        state = State.QUEUED if name == "waiting" else State.ENCODING
        for recording in RecordingFactory.create_batch(count, state=state):
            Refinement.objects.create(recording=recording)
            BlurWork.objects.create(recording=recording)
            TrimWork.objects.create(recording=recording, start_ms=0, end_ms=2000)
            Replacement.objects.create(recording=recording)
            CaptionDraft.objects.create(recording=recording, language="en")

    queries = 13 if name == "waiting" else 14
    fill(1)
    operator.get(PAGE, {"show": name})  # what is made with the first page
    with django_assert_num_queries(queries):
        operator.get(PAGE, {"show": name})
    fill(39)
    with django_assert_num_queries(queries):
        assert len(rows(operator, name)) == 30


def test_faces_that_could_not_be_blurred_are_tried_again(operator):
    recording = RecordingFactory(ready=True)
    work = BlurWork.objects.create(
        recording=recording, state=Blurring.FAILED, problem=Problem.TOO_SLOW
    )
    assert rows(operator, "blurred") == [work]
    assert said(do(operator, recording, "blur")) == "The faces will be blurred once more."
    work.refresh_from_db()
    assert work.state == Blurring.WAITING


def test_recording_that_could_not_be_cut_is_tried_again(operator):
    recording = RecordingFactory(ready=True)
    failed = {"state": Trimming.FAILED, "problem": Problem.TOO_SLOW}
    work = TrimWork.objects.create(recording=recording, start_ms=0, end_ms=2000, **failed)
    assert rows(operator, "trimmed") == [work]
    assert said(do(operator, recording, "trim")) == "The recording will be cut once more."
    work.refresh_from_db()
    assert work.state == Trimming.WAITING


@pytest.mark.parametrize(
    ("make", "listed", "deed", "again"),
    [
        (BlurWork.objects.create, "blurred", "stop-blur", "blur"),
        (partial(TrimWork.objects.create, start_ms=0, end_ms=9), "trimmed", "stop-trim", "trim"),
        (partial(Replacement.objects.create, source="new"), "replaced", "stop-replace", "replace"),
        (partial(CaptionDraft.objects.create, language="en"), "heard", "stop-write", "write"),
    ],
    ids=["blur", "trim", "replace", "captions"],
)
def test_work_that_waits_is_stopped_once_and_tried_again(operator, make, listed, deed, again):
    recording = RecordingFactory(ready=True)
    work = make(recording=recording)
    assert rows(operator, listed) == [work]
    sentences = [said(do(operator, recording, deed, language="en")) for _ in range(2)]
    assert sentences[1] == "Nothing was changed: it is in another state by now."
    assert sentences[0] != sentences[1]
    work.refresh_from_db()
    assert (work.state, work.problem) == ("failed", "stopped")
    do(operator, recording, again, language="en")
    work.refresh_from_db()
    assert (work.state != "failed", work.problem) == (True, "")


def test_captions_are_stopped_and_tried_again_in_their_own_language_only(operator):
    recording = RecordingFactory(ready=True)
    for language in ("en", "zh-Hans"):
        CaptionDraft.objects.create(recording=recording, language=language)
    page = operator.get(PAGE, {"show": "heard"}).text
    assert re.findall('name="language" value="(.+?)"', page) == ["zh-Hans", "en"]

    def states_after(deed, **chosen):
        do(operator, recording, deed, **chosen)
        return [draft.state for draft in CaptionDraft.objects.order_by("language")]

    assert states_after("stop-write") == ["waiting", "waiting"]
    assert states_after("stop-write", language="zh-Hans") == ["waiting", "failed"]
    assert states_after("stop-write", language="en") == ["failed", "failed"]
    assert states_after("write", language="en") == ["waiting", "failed"]


def test_failed_recording_is_tried_again_once(operator, queue):
    failed = RecordingFactory(state=State.FAILED, problem=Problem.STOPPED, source="kept")
    sentences = [said(do(operator, failed, "retry")) for _ in range(2)]
    assert sentences == [
        "The recording will be processed once more.",
        "Nothing was changed: it is in another state by now.",
    ]
    assert queue == [failed.pk]


def test_waiting_recording_is_stopped_and_its_owner_reads_why(operator, sign_in):
    waiting = RecordingFactory(state=State.QUEUED, source="kept")
    for _ in range(2):
        do(operator, waiting, "stop")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.problem) == (State.FAILED, Problem.STOPPED)
    page = sign_in(waiting.owner).get(f"/recordings/{waiting.key}/progress/").content.decode()
    assert "An operator stopped the processing." in page
    assert 'data-offer="retry"' in page


def test_better_encode_is_stopped_and_asked_for_again(operator, queue):
    recording = RecordingFactory(ready=True)
    Refinement.objects.create(recording=recording)
    states = []
    for deed in ("leave", "leave", "refine", "refine"):
        do(operator, recording, deed)
        states.append(Refinement.objects.get().state)
    assert states == [Refining.STOPPED] * 2 + [Refining.WAITING] * 2
    assert queue == [recording.pk]


@pytest.mark.parametrize("role", [Role.TEACHER, Role.SCHOOL_ADMIN, Role.CURATOR, Role.STUDENT])
def test_nobody_else_looks_or_acts(sign_in, role):
    client = sign_in(MembershipFactory(role=role).person)
    waiting = RecordingFactory(state=State.QUEUED)
    answers = [client.get(PAGE), do(client, waiting, "stop")]
    assert {answer.status_code for answer in answers} <= {302, 403}
    assert client.get(PAGE, follow=True).context.get("load") is None
    waiting.refresh_from_db()
    assert waiting.state == State.QUEUED


def test_unknown_list_recording_and_deed_are_not_found(operator):
    recording = RecordingFactory(ready=True)
    answers = [
        operator.get(PAGE, {"show": "all"}),
        do(operator, recording, "delete"),
        do(operator, recording, "leave"),
        do(operator, RecordingFactory.build(), "stop"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4


def test_name_of_a_file_is_not_told(operator):
    RecordingFactory(state=State.QUEUED, original_name="secret.mp4")
    assert "secret" not in operator.get(PAGE, {"show": "waiting"}).content.decode()
