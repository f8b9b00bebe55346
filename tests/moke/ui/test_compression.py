"""Pages go out compressed; what is compressed already, or streams, goes out as it is."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from moke.ui.middleware import PageCompressionMiddleware

WORDS = "磨课 " * 500
GZIP = {"Accept-Encoding": "gzip, br"}


def compressed(response, headers=GZIP):
    request = RequestFactory().get("/", headers=headers)
    return PageCompressionMiddleware(lambda request: response)(request)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "text/plain"])
def test_words_are_compressed(kind):
    answer = compressed(HttpResponse(WORDS, content_type=kind))
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content).decode() == WORDS
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_answers_to_old_browsers_are_not():
    answer = compressed(HttpResponse(WORDS), headers={})
    assert (answer.content.decode(), answer.headers.get("Content-Encoding")) == (WORDS, None)


@pytest.mark.parametrize("kind", ["image/jpeg", "video/mp4", "application/pdf"])
def test_pictures_and_recordings_are_not(kind):
    answer = compressed(HttpResponse(WORDS, content_type=kind))
    assert "Content-Encoding" not in answer.headers


def test_streams_are_not():
    answer = compressed(StreamingHttpResponse([WORDS.encode()], content_type="text/html"))
    assert "Content-Encoding" not in answer.headers


def test_lengths_do_not_tell_what_a_page_holds():
    lengths = {len(compressed(HttpResponse(WORDS)).content) for _answer in range(20)}
    assert len(lengths) > 1


@pytest.mark.django_db
def test_pages_of_the_site_go_through_it(client):
    answer = client.get("/accounts/login/", headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
