import gc

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


class Ended(Exception):
    """What a caller raises who wants no more of a transfer."""


def end(_bytes: int) -> None:
    raise Ended


@pytest.mark.parametrize("transfer", ["put", "fetch"])
def test_caller_ends_a_transfer_and_no_connection_stays_open(in_bucket, tmp_path, transfer):
    storage, path = storages["recordings"], tmp_path / "source"
    path.write_bytes(b"0" * 1024**2)
    storage.put(path, "source")
    with pytest.raises(Ended):
        {
            "put": lambda: storage.put(path, "again", end),
            "fetch": lambda: storage.fetch("source", tmp_path / "copy", end),
        }[transfer]()
    gc.collect()  # an open connection would warn, which is an error here
    assert storage.read("source") == path.read_bytes()
    assert not storage.exists("again")
