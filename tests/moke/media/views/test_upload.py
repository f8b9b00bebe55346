"""Who gets in at the door of the uploads."""

import pytest
from django.test import Client
from wagtail.models import APIToken

from moke.accounts.enums import Role
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.tus import BYTES, Tus, source_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked", "stored_here")]


def test_create_asks_for_permission(sign_in, recording):
    colleague = Tus(sign_in(MembershipFactory(role=Role.TEACHER).person))
    student = Tus(sign_in(MembershipFactory(role=Role.STUDENT).person))
    nobody = Tus(sign_in(UserFactory()))
    signed_out = Tus(Client())
    codes = [tus.create(recording=recording.key).status_code for tus in (colleague, student)]
    assert codes == [404, 403]
    assert [tus.create().status_code for tus in (nobody, signed_out)] == [403, 401]
    assert colleague.create(recording="no-key").status_code == 404


def test_upload_of_another_person_is_unknown(tus, recording, sign_in):
    url = tus.create(recording=recording.key).headers["Location"]
    other = Tus(sign_in(MembershipFactory(role=Role.TEACHER).person))
    codes = [other.head(url), other.patch(url, BYTES, 0), other.delete(url)]
    assert [answer.status_code for answer in codes] == [404, 404, 404]
    assert tus.head(url).headers["Upload-Offset"] == "0"


def test_page_needs_its_csrf_token(teacher, recording):
    client = Client(enforce_csrf_checks=True)
    client.force_login(teacher, backend="django.contrib.auth.backends.ModelBackend")
    assert Tus(client).create(recording=recording.key).status_code == 403
    client.cookies["csrftoken"] = "a" * 32
    other_scheme = Tus(client, Authorization="Basic abc")
    assert other_scheme.create(recording=recording.key).status_code == 401
    with_token = Tus(client, **{"X-CSRFToken": "a" * 32})
    assert with_token.create(recording=recording.key).status_code == 201


def test_recorder_uploads_with_its_token(teacher, recording):
    token, key = APIToken.create_token(user=teacher, name="Room 12")
    recorder = Tus(Client(enforce_csrf_checks=True), Authorization=f"Bearer {key}")
    url = recorder.create(recording=recording.key).headers["Location"]
    assert recorder.patch(url, BYTES, 0).status_code == 204
    assert source_of(recording) == BYTES
    token.refresh_from_db()
    assert token.last_used_at is not None

    token.revoke()
    revoked = recorder.head(url)
    assert (revoked.status_code, revoked.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_token_of_a_student_or_someone_gone_is_refused(teacher):
    student = MembershipFactory(role=Role.STUDENT).person
    keys = {person: APIToken.create_token(user=person, name="")[1] for person in (student, teacher)}
    teacher.is_active = False
    teacher.save()
    codes = [
        Tus(Client(), Authorization=f"Bearer {key}").create().status_code
        for key in (*keys.values(), "wagtail_nonsense")
    ]
    assert codes == [403, 401, 401]


def test_session_does_not_help_a_bad_token(tus):
    tus.headers["Authorization"] = "Bearer nonsense"
    assert tus.create().status_code == 401
