"""How several processes share the tests."""

import os
from functools import cache

from xdist.scheduler import LoadScopeScheduling

JOURNEYS = "tests/journeys/"
NICENESS = 10


class Shares(LoadScopeScheduling):
    """One process takes all the journeys: two browsers would starve, and what journeys share is
    made once. The other tests are handed out one by one, in order: those that empty the database
    come last."""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(JOURNEYS) else nodeid


@cache
def give_way() -> None:
    """Let this process, and whatever it starts, work only while no browser could, from now on."""
    os.nice(NICENESS)
