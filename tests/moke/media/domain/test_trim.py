"""Asking for a recording to be cut: what makes no sense is refused, and one thing goes first."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from moke.media.domain.refining import refine
from moke.media.domain.trim import ask_to_trim, check_trim
from moke.media.domain.trimming import trim
from moke.media.enums import Refining, State
from moke.media.models import Recording, Refinement
from moke.media.trim import Trim
from tests.factories.media import RecordingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here")]


@pytest.fixture
def queue(queue_of):
    """Which recordings wait to be cut."""
    return queue_of("moke.media.domain.trim.trim_recording")


def refusal(recording, start_ms, end_ms):
    """Why it is refused, in English."""
    with override("en"), pytest.raises(ValidationError) as refused:
        check_trim(recording=recording, start_ms=start_ms, end_ms=end_ms)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "said"),
    [
        (0, None, "This is the whole recording."),
        (0, 60_400, "This is the whole recording."),
        (5000, 5999, "Keep a second at least"),
        (9000, 5000, "Keep a second at least"),
        (0, 61_000, "This moment lies outside the recording, which ends at 1:00."),
        (90_000, None, "This moment lies outside the recording, which ends at 1:00."),
    ],
)
def test_what_makes_no_sense_is_refused(start_ms, end_ms, said):
    recording = RecordingFactory(ready=True, duration_s=60.0)
    assert refusal(recording, start_ms, end_ms).startswith(said)


def test_one_thing_is_done_after_another(queue):
    recording = RecordingFactory(ready=True, duration_s=60.0)
    ask_to_trim(recording=recording, wanted=Trim(1000, 9000), hold_back=False)
    assert "being changed already" in refusal(recording, 2000, 9000)
    refining = RecordingFactory(ready=True)
    Refinement.objects.create(recording=refining)
    assert refine(recording=refining) is not None
    assert Refinement.objects.get().state == Refining.WAITING
    Recording.objects.filter(pk=recording.pk).update(state=State.ENCODING)
    recording.refresh_from_db()
    assert "once all of it is encoded" in refusal(recording, 2000, 9000)
    assert trim(recording=recording) is not None
