import pytest

from research.domain.codes import Run, count_intervals, name_code, runs_of, suit_interval_s, talk_of
from research.enums import Scheme, Talk


@pytest.mark.parametrize(
    ("duration_s", "intervals"), [(600.0, 20), (614.9, 20), (615.0, 21), (4.0, 1)]
)
def test_a_short_rest_belongs_to_the_last_interval(duration_s, intervals):
    assert count_intervals(duration_s=duration_s, interval_s=30) == intervals


@pytest.mark.parametrize(("duration_s", "interval_s"), [(2700, 30), (600, 30), (300, 15), (9, 3)])
def test_a_short_recording_suits_short_intervals(duration_s, interval_s):
    assert suit_interval_s(duration_s=duration_s, scheme=Scheme.ST) == interval_s
    assert suit_interval_s(duration_s=duration_s, scheme=Scheme.FIAS) == 3


def test_runs_leave_out_what_has_no_code():
    assert list(runs_of("-TTS-S")) == [Run(1, 2, "T"), Run(3, 1, "S"), Run(5, 1, "S")]


def test_nought_is_flanders_ten():
    assert [talk_of(code) for code in "190"] == [Talk(1), Talk(9), Talk.SILENCE]
    assert name_code(scheme=Scheme.FIAS, code="0") == "Silence or confusion"
    assert name_code(scheme=Scheme.ST, code="S") == "Students act"
