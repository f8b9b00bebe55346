import pytest

from moke.accounts.models import User
from moke.backends.collation import in_chinese_order, key_in_chinese_order
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_names_are_sorted_by_their_sound():
    names = ["王芳", "anna", "李娜", "Zoe", "张伟", "安然", "李强", "3班", "陈静", "白露"]
    for name in names:
        UserFactory(name=name)
    found = User.objects.filter(name__in=names).order_by(in_chinese_order("name"))
    in_order = ["3班", "安然", "白露", "陈静", "李娜", "李强", "王芳", "张伟", "anna", "Zoe"]
    assert [person.name for person in found] == in_order
    assert sorted(names, key=key_in_chinese_order) == in_order


def test_names_of_every_kind_can_be_sorted():
    names = ["", "é", "喆", "𠮷田", "🙂", "A b"]
    for name in names:
        UserFactory(name=name)
    found = User.objects.filter(name__in=names).order_by(in_chinese_order("name"), "pk")
    assert {person.name for person in found} == set(names)
