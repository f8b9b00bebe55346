import pytest


def scripts_allowed(answer):
    policy = answer.headers["Content-Security-Policy"]
    return next(part.strip() for part in policy.split(";") if "script-src" in part)


@pytest.mark.django_db
def test_policy_of_the_site_allows_our_own_scripts_only(client):
    assert scripts_allowed(client.get("/accounts/login/")) == "script-src 'self'"
    assert scripts_allowed(client.get("/administrations/")) == "script-src 'self'"


@pytest.mark.django_db
def test_policy_of_the_admin_allows_its_inline_scripts(client, django_user_model, sign_in):
    operator = django_user_model.objects.create_superuser("operator", password="x", name="Operator")
    answer = sign_in(operator).get("/admin/")
    assert answer.status_code == 200
    assert scripts_allowed(answer) == "script-src 'self' 'unsafe-inline'"


@pytest.mark.django_db
def test_admin_carries_our_name_mark_and_colours(django_user_model, sign_in):
    operator = django_user_model.objects.create_superuser("operator", password="x", name="Operator")
    page = sign_in(operator).get("/admin/").content.decode()
    assert "- 磨课</title>" in page
    assert '<span class="moke-mark" translate="no">' in page
    assert "/static/ui/css/admin.css" in page
    assert "/static/ui/img/mark.svg" in page
