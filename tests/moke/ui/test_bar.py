import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from moke.accounts.enums import Role
from moke.accounts.models import Membership, School, User


def person(role, *, is_superuser=False):
    user = User(username="lin", name="林晓燕", is_superuser=is_superuser)
    user.standing = [Membership(role=role, school=School(name="榆林路小学"))]
    return user


def bar(user):
    request = RequestFactory().get("/library/?grade=1")
    request.user = user
    with override("en"):
        return render_to_string("ui/bar.html", request=request)


def places(html):
    nav = re.search(r"<nav.*?</nav>", html, re.DOTALL)[0]
    links = re.findall(r"<a.*?</a>", nav, re.DOTALL)
    return [re.sub(r"<.*?>", "", link, flags=re.DOTALL).strip() for link in links]


def test_bar_offers_a_visitor_the_library_and_the_door():
    html = bar(AnonymousUser())
    assert places(html) == ["Library"]
    assert 'href="/accounts/login/"' in html
    assert "person-menu" not in html


@pytest.mark.django_db
def test_bar_offers_a_teacher_their_lessons():
    html = bar(person(Role.TEACHER))
    assert places(html) == ["Today", "My lessons", "Library", "Topics"]
    assert "榆林路小学 · Teacher" in html
    assert 'href="/admin/"' not in html


def test_bar_offers_a_student_no_lessons_of_their_own():
    assert places(bar(person(Role.STUDENT))) == ["Today", "Library"]


def test_bar_offers_the_administration_to_whom_it_is_open():
    assert 'href="/admin/"' in bar(person(Role.TEACHER, is_superuser=True))


def test_bar_keeps_the_page_when_the_language_changes():
    html = bar(AnonymousUser())
    assert '<input type="hidden" name="next" value="/library/?grade=1">' in html
    assert 'name="language" value="zh-hans" lang="zh-hans">中文</button>' in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.TEACHER, False),
        (Role.GROUP_LEAD, False),
        (Role.SCHOOL_ADMIN, True),
        (Role.CURATOR, True),
    ],
)
def test_bar_offers_the_administration_to_those_who_run_something(role, offered):
    assert ("Administration" in bar(person(role))) == offered
