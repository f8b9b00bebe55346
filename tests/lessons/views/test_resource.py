import uuid

import pytest
from asgiref.sync import async_to_sync
from django.urls import reverse

from lessons.enums import ResourceKind, Visibility
from lessons.models import Resource
from tests.factories.lessons import CollectionPageFactory, ResourceFactory, section_of

PDF = b"%PDF-1.7\n%%EOF\n"
URL = "/library/files/"


@pytest.fixture
def resource(people, schools):
    return ResourceFactory(
        added_by=people["author"], school=schools[0], title="生字卡片", name="《生字》卡片.pdf"
    )


def page_of(resource):
    return reverse("lessons:resource", args=[resource.key])


def file_of(resource):
    return reverse("lessons:resource_file", args=[resource.key, resource.name])


def content(response):
    return async_to_sync(_join)(response)


async def _join(response):
    return b"".join([piece async for piece in response.streaming_content])


def test_list_shows_what_a_person_may_read_and_counts_that(sign_in, people, resource):
    page = sign_in(people["colleague"]).get(URL)
    assert list(page.context["page"].object_list) == [resource]
    assert "1 file<" in page.text
    assert "Author" in page.text
    assert list(sign_in(people["teacher_elsewhere"]).get(URL).context["page"]) == []


def test_list_tells_students_no_names(sign_in, people, resource):
    page = sign_in(people["student"]).get(URL)
    assert ("生字卡片" in page.text, "Author" in page.text) == (True, False)


def test_list_finds_all_for_nonsense_and_helps_onward_where_nothing_is(sign_in, people, resource):
    client = sign_in(people["colleague"])
    for query in ("?grade=x", "?school=999999", "?kind='--", "?subject=x", "?page=99"):
        assert list(client.get(URL + query).context["page"]) == [resource], query
    empty = client.get(f"{URL}?subject=physics").text
    assert ('class="empty"' in empty, f'href="{URL}"' in empty) == (True, True)


def test_list_offers_adding_to_those_who_may(sign_in, people):
    add = reverse("lessons:resource_add")
    offered = {
        who
        for who in ("colleague", "curator", "student")
        if add in sign_in(people[who]).get(URL).text
    }
    assert offered == {"colleague", "curator"}


@pytest.mark.parametrize("number", [1, 30])
def test_list_takes_the_same_few_queries(
    sign_in, people, schools, django_assert_max_num_queries, number
):
    for school in schools * (number // 2) or schools[:1]:
        ResourceFactory(visibility=Visibility.DISTRICT, school=school)
    client = sign_in(people["colleague"])
    with django_assert_max_num_queries(6):
        response = client.get(URL)
    assert len(response.context["page"].object_list) == min(number, 24)


def test_page_says_what_the_file_is(sign_in, people, resource, django_assert_max_num_queries):
    client = sign_in(people["colleague"])
    with django_assert_max_num_queries(5):
        page = client.get(page_of(resource))
    for words in (
        "生字卡片",
        "Courseware",
        "Grade 1",
        "Elm Lane School",
        "Author",
        "school of the",
    ):
        assert words in page.text, words
    assert 'id="edit"' not in page.text
    assert 'id="remove"' not in page.text


@pytest.mark.parametrize(
    ("content_type", "mark"),
    [
        ("application/pdf", "<pdf-view"),
        ("image/png", "<img src="),
        ("audio/mpeg", "<audio "),
        ("application/msword", "cannot show"),
    ],
)
def test_page_previews_what_browsers_can_show(sign_in, people, resource, content_type, mark):
    Resource.objects.update(content_type=content_type)
    assert mark in sign_in(people["author"]).get(page_of(resource)).text


def test_page_offers_changing_to_who_added_it_and_removing_to_overseers(sign_in, people, resource):
    offers = {}
    for who in ("author", "school_admin", "curator", "colleague"):
        text = sign_in(people[who]).get(page_of(resource)).text
        offers[who] = ('id="edit"' in text, 'id="remove"' in text)
    assert offers == {
        "author": (True, True),
        "school_admin": (False, True),
        "curator": (False, True),
        "colleague": (False, False),
    }


def test_file_is_served_harmlessly_and_under_its_own_name(sign_in, people, resource):
    client = sign_in(people["colleague"])
    response = client.get(file_of(resource))
    assert content(response) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''%E3%80%8A%E7%94%9F")
    saved = client.get(f"{file_of(resource)}?download")
    assert saved["Content-Disposition"].startswith("attachment; filename*=utf-8''%E3%80%8A")
    content(saved)
    part = client.get(file_of(resource), headers={"Range": "bytes=0-3"})
    assert (part.status_code, content(part)) == (206, b"%PDF")


def test_file_of_a_picture_may_do_nothing(sign_in, people, resource):
    Resource.objects.update(content_type="image/png")
    response = sign_in(people["author"]).get(file_of(resource))
    content(response)
    assert response["Content-Security-Policy"] == "sandbox"


def test_unknown_and_lost_files_are_not_found(sign_in, people, resource):
    client = sign_in(people["author"])
    assert client.get(reverse("lessons:resource", args=[uuid.uuid4()])).status_code == 404
    resource.file.storage.delete(resource.file.name)
    assert client.get(file_of(resource)).status_code == 404


SAID = {
    "title": "生字",
    "kind": ResourceKind.TASK_SHEET,
    "subject": "chinese",
    "grade": "",
    "licence": "ask",
    "visibility": "district",
}


def test_edit_changes_what_is_said(sign_in, people, schools, resource):
    edit = reverse("lessons:resource_edit", args=[resource.key])
    client = sign_in(people["author"])
    assert "生字卡片" in client.get(edit).text
    assert client.post(edit, SAID | {"school": schools[0].pk}).url == page_of(resource)
    resource.refresh_from_db()
    assert (resource.title, resource.grade, resource.visibility) == ("生字", None, "district")


def test_edit_keeps_what_was_typed_where_something_is_wrong(sign_in, people, schools, resource):
    edit = reverse("lessons:resource_edit", args=[resource.key])
    sent = SAID | {"school": schools[0].pk, "licence": "x", "visibility": "public"}
    response = sign_in(people["author"]).post(edit, sent)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"licence", "visibility"}
    assert 'value="生字"' in response.text


def test_who_may_remove_it_reads_which_collections_hold_it(sign_in, people, resource):
    CollectionPageFactory(title="识字", sections=[section_of([], [resource])])
    CollectionPageFactory(title="还没发布", sections=[section_of([], [resource])], live=False)
    told = "These collections go on without it: 识字."
    assert told in sign_in(people["school_admin"]).get(page_of(resource)).text
    assert told not in sign_in(people["colleague"]).get(page_of(resource)).text


def test_delete_removes_it_and_a_second_click_finds_nothing(sign_in, people, resource):
    delete = reverse("lessons:resource_delete", args=[resource.key])
    client = sign_in(people["school_admin"])
    assert client.get(delete).status_code == 405
    assert client.post(delete).url == URL
    assert client.post(delete).status_code == 404
    assert Resource.objects.count() == 0
