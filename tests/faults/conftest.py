"""Fixtures of what is under attack."""

import pytest

from moke.accounts.enums import Role
from tests.factories.accounts import MembershipFactory
from tests.faults.system import attacked


@pytest.fixture
def product(transactional_db):
    with attacked() as product:
        yield product


@pytest.fixture
def teacher(transactional_db):
    return MembershipFactory(role=Role.TEACHER).person
