import re

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db

LIMIT = 5
SCHOOL_ADDRESS = "203.0.113.7"


@pytest.fixture
def attempt():
    def sign_in_with(login, password, address=SCHOOL_ADDRESS, browser="Browser"):
        client = Client(REMOTE_ADDR=address, headers={"user-agent": browser})
        client.cookies["django_language"] = "en"
        return client.post("/accounts/login/", {"login": login, "password": password})

    return sign_in_with


def fail(attempt, login, times=LIMIT, **kwargs):
    return [attempt(login, "wrong", **kwargs).status_code for _ in range(times)]


def test_the_fifth_failure_locks_the_account_out(attempt, lin, password):
    assert fail(attempt, "lin") == [200, 200, 200, 200, 429]
    assert attempt("lin", password).status_code == 429


def test_user_name_and_email_count_together(attempt, lin, password):
    fail(attempt, "lin", times=3)
    assert fail(attempt, "LIN@example.org", times=2) == [200, 429]
    assert attempt("lin", password).status_code == 429
    assert attempt("lin@example.org", password).status_code == 429


def test_another_browser_does_not_help(attempt, lin):
    fail(attempt, "lin", times=4, browser="One")
    assert attempt("lin", "wrong", browser="Other").status_code == 429


def test_a_school_behind_one_address_goes_on_signing_in(attempt, lin, password):
    for pupil in range(12):
        fail(attempt, f"pupil{pupil}")
    assert attempt("lin", password).status_code == 302


def test_the_account_stays_open_to_its_owner_elsewhere(attempt, lin, password):
    fail(attempt, "lin")
    assert attempt("lin", password, address="198.51.100.20").status_code == 302


def test_success_starts_the_count_anew(attempt, lin, password):
    fail(attempt, "lin", times=4)
    assert attempt("lin@example.org", password).status_code == 302
    assert fail(attempt, "lin", times=4) == [200, 200, 200, 200]


def test_the_lock_ends_after_its_time_however_often_one_tries(attempt, lin, password, settings):
    fail(attempt, "lin", times=8)
    AccessAttempt.objects.update(
        attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME - timezone.timedelta(seconds=1)
    )
    assert attempt("lin", password).status_code == 302


def test_who_is_locked_out_reads_when_to_try_again(attempt, lin, settings):
    fail(attempt, "lin")
    response = attempt("lin", "wrong")
    last_failure = AccessAttempt.objects.get().attempt_time
    assert response.context["until"] == last_failure + settings.AXES_COOLOFF_TIME
    assert response.context["minutes"] == 15
    assert 0 < int(response.headers["Retry-After"]) <= 900
    assert "in 15 minutes" in response.content.decode()


def test_what_is_recorded_of_an_attempt_holds_no_secret(attempt, lin):
    attempt("lin", "nearly-the-password")
    recorded = AccessAttempt.objects.get()
    assert "nearly-the-password" not in recorded.post_data + recorded.get_data
    assert recorded.username == "lin"


def test_a_megabyte_of_a_name_is_no_trouble(attempt):
    assert attempt("x" * 1_000_000, "wrong").status_code == 200


def test_a_new_password_by_mail_opens_the_account_at_once(attempt, lin, mailoutbox):
    fail(attempt, "lin")
    client = Client()
    client.post("/accounts/password/reset/", {"email": "lin@example.org"})
    link = re.search(r"http://\S+", mailoutbox[-1].body)[0]
    target = client.get(link, follow=True).context["action_url"]
    client.post(target, {"password1": "xin-mi-ma-2026", "password2": "xin-mi-ma-2026"})
    assert attempt("lin", "xin-mi-ma-2026").status_code == 302
