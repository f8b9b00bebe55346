import pytest
from django.urls import reverse

from moke.accounts.enums import Role
from research.models import Tag
from tests.factories.accounts import MembershipFactory
from tests.factories.research import CommentFactory, TagFactory

pytestmark = pytest.mark.django_db

SENT = {"name_zh": "节奏", "name_en": "Pace", "is_offered": "on"}


def test_curators_keep_tags_and_cannot_delete_those_in_use(sign_in):
    curator = sign_in(MembershipFactory(role=Role.CURATOR, school=None).person)
    assert curator.post(reverse("tags:add"), SENT).status_code == 302
    tag = Tag.objects.get()
    assert tag.name_zh in curator.get(reverse("tags:index")).content.decode()
    again = curator.post(reverse("tags:add"), SENT)
    assert (again.status_code, Tag.objects.count()) == (200, 1)
    delete = reverse("tags:delete", args=[tag.pk])
    CommentFactory(tags=[tag.pk])
    curator.post(delete)
    assert Tag.objects.get() == tag
    tag.comment_tags.all().delete()
    assert curator.post(delete).status_code == 302
    assert Tag.objects.count() == 0


@pytest.mark.parametrize("role", [Role.TEACHER, Role.SCHOOL_ADMIN, Role.STUDENT])
def test_nobody_else_keeps_tags(sign_in, role):
    tag = TagFactory()
    client = sign_in(MembershipFactory(role=role).person)
    for name, args in (("index", []), ("add", []), ("edit", [tag.pk]), ("delete", [tag.pk])):
        answer = client.get(reverse(f"tags:{name}", args=args))
        assert (answer.status_code, answer.content) == (302, b"")
    assert client.post(reverse("tags:delete", args=[tag.pk])).status_code == 302
    assert Tag.objects.get() == tag
