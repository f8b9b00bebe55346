import pytest
from django.core.cache import cache

from tests.factories.accounts import UserFactory

PASSWORD = "xi-que-2026"


@pytest.fixture(autouse=True)
def _forget_rate_limits():
    cache.clear()


@pytest.fixture
def lin():
    """Lin Xiaoyan, who signs in as `lin` with `PASSWORD`."""
    person = UserFactory.build(username="lin", name="林晓燕", email="lin@example.org")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def password():
    return PASSWORD
