import pytest
from asgiref.sync import async_to_sync
from django.urls import reverse

from lessons.domain.arrival import MAX_BYTES
from moke.media.bodies import (
    ENVELOPE_BYTES,
    USUAL_BYTES,
    BodyTooLarge,
    announced_bytes,
    counting,
    most_bytes,
    too_large,
)


def test_addresses_of_files_take_them_and_all_others_little():
    for name, args in (("lessons:resource_add", []), ("lessons:attachment_add", [1])):
        assert most_bytes(reverse(name, args=args)) == MAX_BYTES + ENVELOPE_BYTES
    for path in ("/accounts/login/", "/nowhere/", "/library/", "/admin/images/multiple/add/"):
        assert most_bytes(path) == USUAL_BYTES


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], 0),
        ([(b"Content-Length", b"12")], 12),
        ([(b"content-length", b"-1")], 0),
        ([(b"content-length", b"1e9")], 0),
    ],
)
def test_announced_bytes_are_those_of_the_header(headers, expected):
    assert announced_bytes({"headers": headers}) == expected


def test_counting_stops_where_more_comes_than_is_taken():
    async def receive():
        return {"type": "http.request", "body": b"12345", "more_body": True}

    @async_to_sync
    async def read(times):
        counted = counting(receive, most=10)
        return [len((await counted())["body"]) for _ in range(times)]

    assert read(2) == [5, 5]
    with pytest.raises(BodyTooLarge):
        read(3)


@pytest.mark.parametrize(("language", "words"), [("en", "too large"), ("zh-hans", "文件太大了")])
def test_too_large_says_so_in_the_language_of_the_request(language, words):
    cookie = f"django_language={language}".encode()
    scope = {"method": "POST", "path": "/", "query_string": b"", "headers": [(b"cookie", cookie)]}
    response = too_large(scope)
    assert (response.status_code, response["Connection"]) == (413, "close")
    assert words in response.text
