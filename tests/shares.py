"""How several processes share the tests."""

from xdist.scheduler import LoadScopeScheduling

JOURNEYS = "tests/journeys/"


class Shares(LoadScopeScheduling):
    """A process takes a file at a time, whose fixtures are then made once, and one process takes
    all the journeys: two browsers would starve."""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(JOURNEYS) else nodeid.split("::", 1)[0]
