import pytest

from tests.factories.lessons import InvitationFactory
from tests.factories.research import WatchableTakeFactory


@pytest.fixture
def take():
    return WatchableTakeFactory()


@pytest.fixture
def reviewer(take):
    """Somebody who is invited to it."""
    return InvitationFactory(take=take).person
