"""How several processes share the tests."""

from xdist.scheduler import LoadScopeScheduling

JOURNEYS = "tests/journeys/"


class Shares(LoadScopeScheduling):
    """One process takes all the journeys: two browsers would starve, and what journeys share is
    made once. The other tests are handed out one by one, in order: those that empty the database
    come last."""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(JOURNEYS) else nodeid
