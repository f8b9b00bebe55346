import re

import pytest

pytestmark = pytest.mark.django_db

NEW = "zhi-ma-kai-men-2026"


@pytest.fixture
def visitor(sign_in):
    return sign_in(None)


def ask_for_link(client, mailoutbox, email="lin@example.org"):
    response = client.post("/accounts/password/reset/", {"email": email})
    assert response.url == "/accounts/password/reset/done/"
    return re.search(r"http://\S+", mailoutbox[-1].body)[0]


def choose(client, link, password):
    page = client.get(link, follow=True)
    target = page.context["action_url"]
    return client.post(target, {"password1": password, "password2": password})


def test_forgotten_password_is_chosen_anew_by_mail(visitor, lin, mailoutbox):
    link = ask_for_link(visitor, mailoutbox, "LIN@example.org")
    assert choose(visitor, link, NEW).url == "/accounts/password/reset/key/done/"
    assert visitor.get("/accounts/password/reset/key/done/").status_code == 200
    lin.refresh_from_db()
    assert lin.check_password(NEW)


def test_reset_link_works_once(visitor, lin, mailoutbox):
    link = ask_for_link(visitor, mailoutbox)
    choose(visitor, link, NEW)
    again = visitor.get(link)
    assert again.context["token_fail"] is True
    assert "no longer works" in again.content.decode()


def test_reset_link_refuses_a_password_that_is_too_easy(visitor, lin, mailoutbox, password):
    link = ask_for_link(visitor, mailoutbox)
    assert choose(visitor, link, "12345678").status_code == 200
    lin.refresh_from_db()
    assert lin.check_password(password)


def test_reset_for_an_unknown_address_looks_alike_and_sends_nothing(visitor, mailoutbox):
    response = visitor.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert response.url == "/accounts/password/reset/done/"
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("language", "subject"), [("en", "A new password for Moke"), ("", "A new password for Moke")]
)
def test_reset_mail_says_user_name_and_comes_from_us(visitor, lin, mailoutbox, language, subject):
    lin.language = language
    lin.save()
    ask_for_link(visitor, mailoutbox)
    mail = mailoutbox[-1]
    assert mail.subject == subject
    assert (mail.to, mail.from_email) == (["lin@example.org"], "moke@localhost")
    assert "Your user name is lin." in mail.body


def test_change_password_asks_for_the_current_one(sign_in, lin, password):
    client = sign_in(lin)
    form = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", form).status_code == 200
    assert client.post("/accounts/password/change/", form | {"oldpassword": password}).url == (
        "/profile/"
    )
    lin.refresh_from_db()
    assert lin.check_password(NEW)
    assert client.get("/profile/").status_code == 200


def test_who_has_no_password_sets_a_first_one(sign_in, lin):
    lin.set_unusable_password()
    lin.save()
    client = sign_in(lin)
    assert client.get("/accounts/password/change/").url == "/accounts/password/set/"
    assert client.get("/accounts/password/set/").status_code == 200
