import pytest
from django.urls import reverse

from lessons.domain.inbox import delete_received
from moke.accounts.enums import Role
from moke.media.models import Deletion
from tests.factories.accounts import MembershipFactory
from tests.factories.media import RecordingFactory

pytestmark = pytest.mark.django_db
INBOX = reverse("lessons:inbox")


@pytest.fixture
def teacher():
    return MembershipFactory(role=Role.TEACHER).person


@pytest.fixture
def client(teacher, sign_in):
    return sign_in(teacher)


def receive(teacher, number=1):
    return RecordingFactory.create_batch(
        number, owner=teacher, ready=True, original_name="录播.mp4", duration_s=2400.0
    )


def url(name, recording):
    return reverse(f"lessons:received_{name}", args=[recording.key])


def listed(client):
    page = client.get(INBOX)
    return list(page.context["page"]), list(page.context["deleted"])


def test_received_recording_is_deleted_restored_and_erased(client, teacher):
    [recording] = receive(teacher)
    assert listed(client) == ([recording], [])
    for _click in range(2):
        assert client.post(url("delete", recording))["Location"] == INBOX
    assert listed(client) == ([], [recording])
    client.post(url("restore", recording))
    assert listed(client) == ([recording], [])
    client.post(url("erase", recording))
    assert listed(client) == ([recording], [])
    client.post(url("delete", recording))
    client.post(url("erase", recording))
    assert listed(client) == ([], [])
    assert Deletion.objects.exclude(erased_at=None).count() == 1
    page = client.post(url("restore", recording), follow=True)
    assert "was deleted for good" in page.text


def test_page_says_what_each_is_and_until_when_it_can_be_restored(client, teacher):
    kept, deleted = receive(teacher, 2)
    delete_received(recording=deleted)
    page = client.get(INBOX).text
    assert ("录播.mp4" in page, "40:00" in page) == (True, True)
    assert (url("delete", kept) in page, url("restore", deleted) in page) == (True, True)
    assert "can be restored until" in page


def test_page_asks_the_database_no_more_for_30(client, teacher, django_assert_num_queries):
    def ask():
        with django_assert_num_queries(6):
            client.get(INBOX)

    delete_received(recording=receive(teacher, 2)[0])
    ask()
    for recording in receive(teacher, 29):
        delete_received(recording=recording)
    receive(teacher, 29)
    ask()


def test_inbox_is_for_teachers(sign_in):
    student = MembershipFactory(role=Role.STUDENT).person
    assert sign_in(student).get(INBOX).status_code == 403
