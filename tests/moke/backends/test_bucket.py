import pytest
from django.core.files.storage import storages

from moke.backends.afar import StoreAway


def test_storage_tells_away_from_missing(in_bucket):
    storage = storages["recordings"]
    for ask in (storage.size, storage.read, storage.open):
        with pytest.raises(FileNotFoundError):
            ask("nothing/here")
    assert not storage.exists("nothing/here")
    assert storage.listdir("nothing") == ([], [])
    in_bucket.cut()
    for ask in (storage.size, storage.read, storage.open, storage.exists, storage.listdir):
        with pytest.raises(StoreAway):
            ask("nothing/here")
