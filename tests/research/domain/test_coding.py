import pytest
from django.core.exceptions import ValidationError

from moke.media.enums import State
from research.domain.coding import (
    CodingMoved,
    begin_coding,
    discard_coding,
    finish_coding,
    keep_coding,
    reopen_coding,
)
from research.enums import Scheme
from research.models import Coding
from tests.factories.research import CodingFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db
CODES = "ST" * 10


def test_whoever_has_begun_goes_on_with_what_they_have():
    coding = CodingFactory()
    assert coding.codes == "-" * 20
    keep_coding(coding=coding, codes=CODES, version=0)
    again = begin_coding(take=coding.take, coder=coding.coder, scheme=Scheme.ST, interval_s=3)
    assert (again, again.interval_s, again.codes) == (coding, 30, CODES)


def test_each_scheme_is_coded_for_itself():
    coding = CodingFactory()
    other = CodingFactory(take=coding.take, coder=coding.coder, scheme=Scheme.FIAS, interval_s=3)
    assert (other != coding, len(other.codes)) == (True, 200)


def test_nothing_is_begun_before_the_recording_plays():
    take = WatchableTakeFactory()
    take.recording.published_attempt, take.recording.state = "", State.WAITING
    take.recording.save()
    with pytest.raises(ValidationError, match="not ready"):
        CodingFactory(take=take)
    assert Coding.objects.count() == 0


def test_two_pages_cannot_silently_overwrite_each_other():
    coding = CodingFactory()
    first = keep_coding(coding=coding, codes=CODES, version=0)
    assert first.version == 1
    with pytest.raises(CodingMoved) as moved:
        keep_coding(coding=coding, codes="T" * 20, version=0)
    assert (moved.value.coding.codes, moved.value.coding.version) == (CODES, 1)
    coding.refresh_from_db()
    assert coding.codes == CODES
    assert keep_coding(coding=coding, codes="T" * 20, version=1).version == 2


def test_the_same_codes_once_more_change_nothing():
    coding = CodingFactory()
    for _try in range(2):
        assert keep_coding(coding=coding, codes=CODES, version=0).version == 1


@pytest.mark.parametrize("codes", ["ST", "ST" * 11, "12" * 10, "st" * 10])
def test_codes_that_are_none_are_refused(codes):
    coding = CodingFactory()
    with pytest.raises(ValidationError, match="do not fit"):
        keep_coding(coding=coding, codes=codes, version=0)


def test_what_is_finished_is_changed_only_when_taken_up_again():
    coding = CodingFactory(codes=CODES)
    first = coding.finished_at
    assert finish_coding(coding=coding).finished_at == first
    with pytest.raises(ValidationError, match="finished"):
        keep_coding(coding=coding, codes="T" * 20, version=1)
    coding = reopen_coding(coding=coding)
    assert keep_coding(coding=coding, codes="T" * 20, version=1).codes == "T" * 20


def test_only_what_is_not_finished_is_discarded():
    finished, begun = CodingFactory(codes=CODES), CodingFactory()
    for coding in (finished, begun):
        discard_coding(coding=coding)
    assert list(Coding.objects.all()) == [finished]


def test_an_empty_coding_is_not_finished():
    coding = CodingFactory()
    with pytest.raises(ValidationError, match="one interval"):
        finish_coding(coding=coding)
    coding.refresh_from_db()
    assert coding.finished_at is None
