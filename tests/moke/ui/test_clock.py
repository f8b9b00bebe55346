import pytest

from moke.ui.clock import read_clock, write_moment


@pytest.mark.parametrize(
    ("text", "at_ms"),
    [
        ("2:31", 151_000),
        ("2:31.4", 151_400),
        ("1:00:00", 3_600_000),
        ("75", 75_000),
        (" 2：31 ", 151_000),
        ("0:00", 0),
    ],
)
def test_moments_are_read_as_people_write_them(text, at_ms):
    assert read_clock(text) == at_ms


@pytest.mark.parametrize(
    "text", ["", "x", "-1", "1:2:3:4", "1e9", "٣:٠٠", "999999999", "nan", "2:"]
)
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        read_clock(text)


@pytest.mark.parametrize("text", ["2:31", "2:31.4", "0:00.125", "1:00:00"])
def test_moments_are_written_as_they_are_read(text):
    assert write_moment(read_clock(text)) == text
