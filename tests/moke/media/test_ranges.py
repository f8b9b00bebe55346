import pytest

from moke.media.ranges import RangeOutside, parse_range


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-", (90, 99)),
        ("bytes=90-1000", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-1000", (0, 99)),
        ("Bytes = 1 - 2", (1, 2)),
        ("", None),
        ("bytes=-", None),
        ("bytes=9-3", None),
        ("bytes=a-b", None),
        ("items=0-1", None),
        ("bytes=0-1,5-6", None),
        ("bytes=٠-١", None),
        (f"bytes=0-{'9' * 5000}", None),
    ],
)
def test_range_names_a_part(header, part):
    assert parse_range(header, size_bytes=100) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_range_past_the_end_is_outside(header):
    with pytest.raises(RangeOutside):
        parse_range(header, size_bytes=100)
