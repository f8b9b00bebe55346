"""Boxes of files whose numbers cannot be trusted."""

import io
import struct

import pytest

from moke.media.boxes import body_of, top_boxes


@pytest.mark.parametrize("size", [2**40, 2**63, 2**64 - 1])
def test_box_that_says_to_be_larger_than_any_file_ends_with_the_file(size):
    data = struct.pack(">I4s", 8, b"free") + struct.pack(">I4sQ", 1, b"moov", size) + b"inside"
    file = io.BytesIO(data)
    assert list(top_boxes(file)) == [(b"free", 0, 8), (b"moov", 8, size)]
    assert body_of(file, 8, size)[8:] == b"inside"
    assert body_of(file, 2**64, 16) == b""
