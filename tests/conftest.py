"""Fixtures that every test may use."""

import pytest
from django.test import Client

SIGN_IN_BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def sign_in():
    """Return a test client that is signed in as the person, speaking English."""

    def sign_in_as(person):
        client = Client()
        client.cookies["django_language"] = "en"
        if person is not None:
            client.force_login(person, backend=SIGN_IN_BACKEND)
        return client

    return sign_in_as
