import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from moke.media.domain.position import position_of
from tests.factories.accounts import UserFactory
from tests.factories.media import RecordingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording():
    return RecordingFactory(ready=True)


def test_position_is_remembered(sign_in, recording):
    owner = recording.owner
    url = reverse("media:position", args=[recording.key])
    client = sign_in(owner)
    assert position_of(person=owner, recording=recording) == 0.0
    assert client.post(url, {"position_s": "12.5"}).status_code == 204
    assert client.post(url, {"position_s": "31"}).status_code == 204
    assert position_of(person=owner, recording=recording) == 31.0
    assert position_of(person=UserFactory(), recording=recording) == 0.0
    assert position_of(person=AnonymousUser(), recording=recording) == 0.0


def test_position_near_the_end_begins_anew(sign_in, recording):
    url = reverse("media:position", args=[recording.key])
    sign_in(recording.owner).post(url, {"position_s": "9999"})
    assert recording.positions.get().position_s == 60.0
    assert position_of(person=recording.owner, recording=recording) == 0.0


@pytest.mark.parametrize("said", ["", "soon", "nan", "inf"])
def test_position_that_is_none_is_refused(sign_in, recording, said):
    url = reverse("media:position", args=[recording.key])
    assert sign_in(recording.owner).post(url, {"position_s": said}).status_code == 400


def test_position_is_for_who_may_watch(sign_in, recording):
    url = reverse("media:position", args=[recording.key])
    assert sign_in(UserFactory()).post(url, {"position_s": "1"}).status_code == 404
    assert sign_in(None).post(url, {"position_s": "1"}).status_code == 404
