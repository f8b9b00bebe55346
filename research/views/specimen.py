"""A comment that has everything: the markup that a room's script copies and fills.

So the markup of a comment stands in one template alone. The script puts its own words in place
of those in braces, and removes what a comment does not have.
"""

from typing import Any

from research.enums import EnclosureKind

REPLY = {
    "id": 0,
    "author": "-",
    "by_author": True,
    "edited": True,
    "deleted": False,
    "fresh": True,
    "body": "-",
    "pieces": [],
    "may": "",
}
NO_KEY = "00000000-0000-0000-0000-000000000000"
ENCLOSED = [
    {"key": NO_KEY, "kind": kind, "words": "-", "width": 1, "height": 1}
    for kind in EnclosureKind.values
]
SPECIMEN: dict[str, Any] = {
    "id": 0,
    "by": 0,
    "author": "-",
    "teaches": "-",
    "kind": "",
    "kind_label": "-",
    "start": 0,
    "end": 1,
    "at": "{at}",
    "until": "{until}",
    "at_s": "0",
    "take": 0,
    "carried": "{number}",
    "state": "",
    "may": "rg",
    "mine": True,
    "private": True,
    "drawn": True,
    "tags": [{"id": 0, "name": "-"}],
    "enclosed": ENCLOSED,
    "fresh": True,
    "unread": True,
    "edited": "-",
    "deleted": "",
    "body": "-",
    "pieces": [],
    "agreed": 1,
    "agreed_by": "-",
    "agrees": False,
    "replies": [REPLY, {**REPLY, "deleted": "{when}"}],
    "verdict": {"choice": "adopted", "label": "-", "by": "-", "on": "-", "reason": "-"},
    "answer": {"take": 0, "number": "{number}", "at": "{at}", "at_s": "0"},
}
SPECIMENS = [SPECIMEN, {**SPECIMEN, "deleted": "{when}"}]
"""A comment as it stands, and the trace of a deleted one."""
