"""What the district decides about recordings, in Wagtail's admin."""

import pytest
from django.urls import reverse

from moke.accounts.enums import Role
from moke.media.enums import Untouched
from moke.media.models import RecordingPolicy
from tests.factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db


def url():
    return reverse("wagtailsettings:edit", args=["media", "recordingpolicy"])


def test_curators_decide_what_becomes_of_untouched_files(sign_in):
    assert RecordingPolicy.load().deletes_untouched is False
    curator = sign_in(MembershipFactory(role=Role.CURATOR, school=None).person)
    page = curator.get(url(), follow=True)
    assert (page.status_code, page.text.count('name="untouched"')) == (200, 2)
    curator.post(page.request["PATH_INFO"], {"untouched": Untouched.DELETE})
    assert RecordingPolicy.load().deletes_untouched is True
    assert url() in curator.get(reverse("wagtailadmin_home")).text


@pytest.mark.parametrize("role", [Role.TEACHER, Role.SCHOOL_ADMIN])
def test_nobody_else_does(sign_in, role):
    client = sign_in(MembershipFactory(role=role).person)
    RecordingPolicy.load()
    page = client.get(url(), follow=True)
    assert page.redirect_chain[-1][0] == reverse("wagtailadmin_home")
    assert url() not in page.text
