"""Fixtures of uploads and of what is kept of them."""

from types import SimpleNamespace

import pytest

from moke.accounts.enums import Role
from tests.factories.accounts import MembershipFactory
from tests.factories.media import RecordingFactory
from tests.tus import Tus


@pytest.fixture
def stored_here(settings, tmp_path):
    """Keep recordings, and uploads on their way, in a folder of the test."""
    settings.MOKE_DATA_DIR = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "recordings": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "recordings"},
        }
    }


@pytest.fixture
def asked(monkeypatch):
    """Hold the pipeline back; return what it was asked to do."""
    asked_for = []
    pipeline = SimpleNamespace(enqueue=asked_for.append)
    monkeypatch.setattr("moke.media.domain.recording.process_recording", pipeline)
    return asked_for


@pytest.fixture
def teacher():
    return MembershipFactory(role=Role.TEACHER).person


@pytest.fixture
def tus(sign_in, teacher):
    return Tus(sign_in(teacher))


@pytest.fixture
def recording(teacher):
    return RecordingFactory(owner=teacher)


@pytest.fixture
def queue_of(monkeypatch):
    """Watch a task, named as its caller knows it: return the keys that wait, which nobody does."""

    def watch(name):
        waiting = []
        monkeypatch.setattr(name, SimpleNamespace(enqueue=waiting.append))
        return waiting

    return watch
