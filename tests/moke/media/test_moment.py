import pytest

from moke.media.models import Recording
from moke.media.moment import Moment, read_moment

TRIMMED = Recording(zero_ms=4500, kept_ms=30_000, duration_s=30.0)


@pytest.mark.parametrize(
    ("asked", "moment"),
    [
        ({"t": "20", "zero": "0"}, Moment(15.5)),
        ({"t": "20-25", "zero": "4.5"}, Moment(20.0)),
        ({"t": "20", "zero": "-2"}, Moment(13.5)),
        ({"t": "20"}, Moment(20.0)),
        ({"t": "20", "zero": "nan"}, Moment(20.0)),
        ({"t": "1", "zero": "0"}, Moment(0.0, is_lost=True)),
        ({"t": "4.2", "zero": "0"}, Moment(0.0)),
        ({"t": "60", "zero": "0"}, Moment(30.0, is_lost=True)),
        ({"t": "1:20", "zero": "0"}, None),
        ({"zero": "0"}, None),
    ],
)
def test_moment_of_an_address_is_found_since_a_trim(asked, moment):
    assert read_moment(asked=asked, recording=TRIMMED) == moment


def test_moment_beyond_the_end_of_a_shorter_file_is_lost():
    replaced = Recording(duration_s=30.0)
    asked = {"t": "60", "zero": "0"}
    assert read_moment(asked=asked, recording=replaced) == Moment(30.0, is_lost=True)
