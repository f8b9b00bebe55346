import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from lessons.domain.resource import add_resource, change_resource, remove_resource
from lessons.enums import Licence, ResourceKind, Visibility
from lessons.models import Resource
from moke.accounts.enums import Role
from tests.factories.lessons import ResourceFactory

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def add(people, schools):
    def add_as(who, *, name="生字卡片.pdf", content=PDF, **kwargs):
        particulars = {
            "kind": ResourceKind.COURSEWARE,
            "subject": "chinese",
            "grade": 1,
            "licence": Licence.DISTRICT,
            "school": schools[0],
            "visibility": Visibility.SCHOOL,
        }
        upload = SimpleUploadedFile(name, content)
        return add_resource(upload=upload, by=people[who], **particulars | kwargs)

    return add_as


def test_add_resource_keeps_the_file_under_a_name_of_our_making(add, people):
    resource = Resource.objects.get(pk=add("author").pk)
    assert (resource.title, resource.name) == ("生字卡片", "生字卡片.pdf")
    assert (resource.content_type, resource.size_bytes) == ("application/pdf", len(PDF))
    assert (resource.added_by, resource.visibility) == (people["author"], Visibility.SCHOOL)
    assert "生字" not in resource.file.name
    with resource.file.open() as kept:
        assert kept.read() == PDF


def test_add_resource_takes_a_title_of_its_own(add):
    assert add("author", title=" 第一单元 生字 ").title == "第一单元 生字"


@pytest.mark.parametrize("who", ["student", "nobody", "operator"])
def test_add_resource_is_for_those_who_teach(add, who):
    with pytest.raises(PermissionDenied):
        add(who)
    assert Resource.objects.count() == 0


def test_add_resource_of_a_school_is_for_its_teachers(add, schools, person):
    for who in ("teacher_elsewhere", "curator"):
        with pytest.raises(PermissionDenied):
            add(who)
    at_both = person("both", Role.TEACHER, schools[1])
    assert add("teacher_elsewhere", school=schools[1]).school == schools[1]
    with pytest.raises(PermissionDenied):
        add("author", school=at_both.memberships.get().school)


def test_add_resource_of_the_district_is_for_curators_and_never_for_a_school(add):
    with pytest.raises(PermissionDenied):
        add("author", school=None, visibility=Visibility.DISTRICT)
    assert add("curator", school=None, visibility=Visibility.DISTRICT).school is None
    with pytest.raises(ValidationError):
        add("curator", school=None)


def test_add_resource_for_everyone_is_for_curators(add):
    with pytest.raises(PermissionDenied):
        add("author", visibility=Visibility.PUBLIC)
    shared = add("curator", school=None, visibility=Visibility.PUBLIC)
    assert shared.visibility == Visibility.PUBLIC


def test_add_resource_refuses_what_is_no_document(add):
    with pytest.raises(ValidationError):
        add("author", content=b"<html><script>alert(1)</script>")
    assert Resource.objects.count() == 0


def test_change_resource_changes_what_is_said_and_leaves_the_file(add, people):
    resource = add("author")
    file = resource.file.name
    change_resource(
        resource=resource, by=people["author"], title="生字", visibility=Visibility.DISTRICT
    )
    resource.refresh_from_db()
    said = (resource.title, resource.visibility, resource.subject, resource.file.name)
    assert said == ("生字", Visibility.DISTRICT, "chinese", file)


def test_change_resource_is_for_who_added_it_and_no_further_than_they_may(add, people):
    resource = add("author")
    for who in ("colleague", "school_admin", "curator"):
        with pytest.raises(PermissionDenied):
            change_resource(resource=resource, by=people[who], title="我的")
    with pytest.raises(PermissionDenied):
        change_resource(resource=resource, by=people["author"], visibility=Visibility.PUBLIC)
    assert Resource.objects.get().title == "生字卡片"


def test_change_resource_leaves_a_reach_that_nobody_asks_to_change(people, schools):
    resource = ResourceFactory(
        added_by=people["author"], school=schools[1], visibility=Visibility.PUBLIC
    )
    change_resource(resource=resource, by=people["author"], title="新标题")
    assert Resource.objects.get().title == "新标题"


@pytest.mark.parametrize("who", ["author", "school_admin", "curator"])
def test_remove_resource_removes_its_bytes_once_that_is_certain(
    add, people, django_capture_on_commit_callbacks, who
):
    resource = add("author")
    storage, name = resource.file.storage, resource.file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_resource(resource=resource, by=people[who])
    assert Resource.objects.count() == 0
    assert not storage.exists(name)


def test_remove_resource_is_refused_to_others(add, people):
    resource = add("author")
    for who in ("colleague", "admin_elsewhere", "operator"):
        with pytest.raises(PermissionDenied):
            remove_resource(resource=resource, by=people[who])
    assert Resource.objects.get() == resource
