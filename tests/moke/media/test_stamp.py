from datetime import UTC, datetime, timedelta

import pytest

from moke.media.stamp import possible_starts

LENGTH_S = 2400
LENGTH = timedelta(seconds=LENGTH_S)
IPHONE = {
    "creation_time": "2026-11-23T02:00:07.000000Z",
    "com.apple.quicktime.make": "Apple",
    "com.apple.quicktime.creationdate": "2026-11-23T10:00:05+0800",
}
ANDROID = {"creation_time": "2026-11-23T02:40:00.000000Z", "com.android.version": "12"}


def at(hour, minute, second=0):
    return datetime(2026, 11, 23, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tags", "start"),
    [
        (IPHONE, at(2, 0, 5)),
        (ANDROID, at(2, 0)),
        # An Apple stamp that a program has put into a file of Android.
        (ANDROID | {"com.apple.quicktime.creationdate": "2026-11-23T10:40:00+0800"}, at(2, 0)),
    ],
)
def test_phones_say_when_they_began(tags, start):
    assert possible_starts(tags, LENGTH_S) == [start]


def test_other_stamps_may_be_start_or_end_in_utc_or_in_the_time_of_the_place(settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    tags = {"creation_time": "2026-11-23T10:00:00.000000Z"}
    read, local = at(10, 0), at(2, 0)
    assert possible_starts(tags, LENGTH_S) == [read, read - LENGTH, local, local - LENGTH]


@pytest.mark.parametrize(
    "tags",
    [
        {},
        {"creation_time": "1970-01-01T00:00:00.000000Z"},
        {"creation_time": "1904-01-01T00:00:00.000000Z"},
        {"creation_time": "2026-11-23T10:00:00"},
        {"creation_time": "yesterday"},
        {"com.apple.quicktime.creationdate": "2026-11-23"},
    ],
)
def test_what_no_set_clock_shows_says_nothing(tags):
    assert possible_starts(tags, LENGTH_S) == []
