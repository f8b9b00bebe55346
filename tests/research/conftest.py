import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english():
    """Tests of the review read English words."""
    with translation.override("en"):
        yield
