"""Names in the order in which a Chinese reader looks for them, on either database.

PostgreSQL has the order of ICU: Chinese characters by their sound, after Latin letters. SQLite
knows only bytes, so each connection learns an order under the same name: that of the bytes in
GB 18030, which has the 3,755 commonest characters by their sound and the rarer ones after them
by radical. Both leave homographs to chance: 单 is sorted as dān, also where it is the name Shàn.
"""

from typing import Any

from django.db.models.functions import Collate

CHINESE = "zh-Hans-x-icu"


def in_chinese_order(field: str) -> Collate:
    """Return an expression to order a queryset by, for a field that holds names."""
    return Collate(field, CHINESE)


def teach_chinese_order(*, connection: Any, **kwargs: Any) -> None:
    """Give a fresh SQLite connection the collation that PostgreSQL brings along."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(CHINESE, _compare)


def _compare(one: str, other: str) -> int:
    first, second = _key(one), _key(other)
    return (first > second) - (first < second)


def _key(name: str) -> tuple[bytes, str]:
    return name.casefold().encode("gb18030", errors="replace"), name
