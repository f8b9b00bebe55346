"""Copies of gigabytes do not fill the memory."""

import os

import pytest

from moke.media.write_back import written_back


def test_what_was_told_of_is_on_the_disk_and_no_longer_in_memory(tmp_path):
    target, heard = tmp_path / "1080.mp4", []
    told = written_back(target, heard.append)
    told(b"nothing is there yet")
    target.write_bytes(os.urandom(1024**2))
    told(b"a megabyte")
    assert heard == [b"nothing is there yet", b"a megabyte"]
    with target.open("rb") as file, pytest.raises(BlockingIOError):
        os.preadv(file.fileno(), [bytearray(4096)], 0, os.RWF_NOWAIT)
