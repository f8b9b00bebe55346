"""Names in the order in which a Chinese reader looks for them, on either database.

PostgreSQL has the order of ICU: digits, Chinese characters by their sound, then letters. SQLite
knows only bytes, so each connection learns an order under the same name: that of the bytes in
GB 18030, which has the 3,755 commonest characters by their sound and the rarer ones after them
by radical. Both leave homographs to chance: 单 is sorted as dān, also where it is the name Shàn.
"""

import re
from typing import Any

from django.db.models.functions import Collate

CHINESE = "zh-Hans-x-icu"
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def in_chinese_order(field: str) -> Collate:
    """Return an expression to order a queryset by, for a field that holds names."""
    return Collate(field, CHINESE)


def teach_chinese_order(*, connection: Any, **kwargs: Any) -> None:
    """Give a fresh SQLite connection the collation that PostgreSQL brings along."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(CHINESE, _compare)


def _compare(one: str, other: str) -> int:
    first, second = key_in_chinese_order(one), key_in_chinese_order(other)
    return (first > second) - (first < second)


def key_in_chinese_order(name: str) -> tuple[list[tuple[int, bytes]], str]:
    """Return a key to sort names by that are at hand already."""
    return [_place(character) for character in name.casefold()], name


def _place(character: str) -> tuple[int, bytes]:
    """Return the group of a character (signs and digits, Chinese, other letters) and its place."""
    group = 0 if not character.isalpha() else 1 if HAN.match(character) else 2
    return group, character.encode("gb18030", errors="replace")
