import pytest

from moke.backends.checks import check_bucket, check_combination, check_names
from moke.settings import environment


def ids(messages):
    return [message.id for message in messages]


def test_misspelt_setting_is_told_with_the_right_one(monkeypatch):
    monkeypatch.setenv("MOKE_DATABSE_URL", "postgres://h/n")
    monkeypatch.setenv("MOKE_SECRET_KEY_FILE", "/run/secrets/key")
    found = [m for m in check_names() if "MOKE_DATABSE_URL" in m.msg]
    assert [(m.msg, m.hint) for m in found] == [
        ("MOKE_DATABSE_URL is no setting of Moke.", "Did you mean MOKE_DATABASE_URL?")
    ]
    assert "MOKE_SECRET_KEY_FILE" not in environment.unread()


def test_cache_in_memory_is_told_beside_postgresql(settings, monkeypatch):
    monkeypatch.setattr("moke.backends.checks.connection.vendor", "postgresql", raising=False)
    assert ids(check_combination()) == ["moke.W002"]
    settings.CACHES = {"default": {"BACKEND": "moke.backends.cache.SharedCache"}}
    assert check_combination() == []


def test_bucket_beside_sqlite_is_told(in_bucket, monkeypatch):
    monkeypatch.setattr("moke.backends.checks.connection.vendor", "sqlite", raising=False)
    assert ids(check_combination()) == ["moke.W003"]


def test_bucket_is_tried(in_bucket, settings):
    assert check_bucket() == []
    wrong = in_bucket.bucket.storage("recordings")
    wrong["OPTIONS"] = wrong["OPTIONS"] | {"secret_key": "another"}
    settings.STORAGES = settings.STORAGES | {"recordings": wrong}
    assert ids(check_bucket()) == ["moke.E001"]
    in_bucket.cut()
    assert ids(check_bucket()) == ["moke.E001"]


@pytest.mark.parametrize("name", ["MOKE_MEDIA_BUCKET", "MOKE_DATABASE_URL", "MOKE_CACHE_URL"])
def test_settings_that_are_read_are_known(name):
    assert name in environment.READ
