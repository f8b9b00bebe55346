import pytest

pytestmark = pytest.mark.django_db


def test_language_is_kept_in_cookie_and_profile(sign_in, lin):
    client = sign_in(lin)
    response = client.post("/language/", {"language": "zh-hans", "next": "/profile/"})
    lin.refresh_from_db()
    assert (response.url, response.cookies["django_language"].value) == ("/profile/", "zh-hans")
    assert lin.language == "zh-hans"


def test_language_of_a_visitor_is_kept_in_the_cookie(sign_in):
    client = sign_in(None)
    client.post("/language/", {"language": "zh-hans"})
    assert client.get("/accounts/login/").headers["Content-Language"] == "zh-hans"


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_language_returns_to_addresses_of_ours_alone(sign_in, target):
    assert sign_in(None).post("/language/", {"language": "en", "next": target}).url == "/"


def test_language_that_is_not_spoken_changes_nothing(sign_in, lin):
    client = sign_in(lin)
    response = client.post("/language/", {"language": "tlh"})
    lin.refresh_from_db()
    assert (lin.language, "django_language" in response.cookies) == ("", False)


def test_language_is_changed_by_post_alone(sign_in):
    assert sign_in(None).get("/language/").status_code == 405
