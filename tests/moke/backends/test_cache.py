"""The cache that processes share, against a real Redis."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from allauth.core.ratelimit import consume
from django.core.cache import caches

from moke.settings.backends import cache as cache_settings
from tests.redis import running_redis

ROOT = Path(__file__).resolve().parents[3]
ELSEWHERE = """
import django
django.setup()
from django.core.cache import cache
from django.test import RequestFactory
from allauth.core.ratelimit import consume
request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.7")
request.user = type("Anonymous", (), {"is_authenticated": False})()
print([cache.get("place"), cache.add("lock", "there", 60), bool(consume(request, action="login"))])
"""


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory):
    with running_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def cache(settings, redis_url):
    """The cache of this process, emptied."""
    settings.CACHES = {"default": cache_settings("MOKE_CACHE_URL", redis_url)}
    caches["default"].clear()
    return caches["default"]


def ask_elsewhere(redis_url):
    """Return what another process finds: a value, whether it got a lock, whether it may sign in."""
    variables = {
        "MOKE_CACHE_URL": redis_url,
        "DJANGO_SETTINGS_MODULE": "moke.settings.test",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
    }
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        cwd=ROOT,
        env=os.environ | variables,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def test_processes_share_values_locks_and_rate_limits(cache, redis_url, rf):
    cache.set("place", "here", 60)
    assert ask_elsewhere(redis_url) == "['here', True, True]"
    assert cache.get("lock") == "there"
    assert not cache.add("lock", "here", 60)

    request = rf.post("/", REMOTE_ADDR="192.0.2.7")
    request.user = type("Anonymous", (), {"is_authenticated": False})()
    while consume(request, action="login"):
        pass
    assert ask_elsewhere(redis_url) == "['here', False, False]"


def test_cache_that_is_away_is_an_empty_one(settings, tmp_path, caplog):
    nowhere = cache_settings("MOKE_CACHE_URL", f"unix://{tmp_path}/nobody.sock")
    settings.CACHES = {"default": nowhere}
    cache = caches["default"]
    cache.set("a", 1, 60)
    cache.set_many({"b": 2})
    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_many(["a", "b"]) == {}
    assert (cache.add("lock", 1, 60), cache.delete("a"), "a" in cache) == (True, False, False)
    assert cache.touch("a") is False
    assert "The cache is away" in caplog.text


@pytest.mark.django_db
def test_pages_are_shown_while_the_cache_is_away(client, settings, tmp_path):
    nowhere = cache_settings("MOKE_CACHE_URL", f"unix://{tmp_path}/nobody.sock")
    settings.CACHES = {"default": nowhere}
    assert client.get("/accounts/login/").status_code == 200
    sent = {"login": "nobody", "password": "wrong"}
    assert client.post("/accounts/login/", sent).status_code == 200
