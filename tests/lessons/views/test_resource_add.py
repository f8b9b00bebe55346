import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lessons.models import Resource

PDF = b"%PDF-1.7\n%%EOF\n"
URL = "/library/files/add/"
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


def pdf(name="生字卡片.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def send(sign_in, people, schools):
    def send_as(who, *files, headers=None, **changes):
        said = {
            "kind": "exercise",
            "subject": "chinese",
            "grade": "",
            "licence": "cc-by",
            "school": schools[0].pk,
            "visibility": "school",
            "uploads": list(files),
        }
        client = sign_in(people[who] if who != "anonymous" else None)
        return client.post(URL, said | changes, headers=headers)

    return send_as


def test_page_starts_from_what_is_known_of_the_teacher(sign_in, people, schools):
    page = sign_in(people["author"]).get(URL)
    form = page.context["form"]
    assert form["school"].value() == schools[0].pk
    assert [value for value, _label in form.fields["visibility"].choices] == ["school", "district"]
    assert "multiple" in page.text


def test_curators_add_the_districts_own_and_nothing_wide_is_chosen_for_them(sign_in, people):
    form = sign_in(people["curator"]).get(URL).context["form"]
    assert [value for value, _label in form.fields["visibility"].choices] == ["district", "public"]
    assert form.fields["school"].required is False
    assert "checked" not in str(form["visibility"])


@pytest.mark.parametrize(("who", "status"), [("student", 403), ("nobody", 403), ("operator", 403)])
def test_adding_is_for_those_who_teach(sign_in, people, send, who, status):
    assert sign_in(people[who]).get(URL).status_code == status
    assert send(who, pdf()).status_code == status
    assert Resource.objects.count() == 0


def test_a_visitor_signs_in_first_and_a_script_is_told(send):
    assert send("anonymous", pdf()).status_code == 302
    assert send("anonymous", pdf(), headers=SCRIPT).status_code == 401


def test_form_adds_several_files_with_what_holds_for_all(send):
    response = send("author", pdf(), pdf("课外阅读.pdf"))
    assert response.url == "/library/files/"
    added = Resource.objects.order_by("pk").values_list("title", "kind", "licence", "visibility")
    assert list(added) == [
        ("生字卡片", "exercise", "cc-by", "school"),
        ("课外阅读", "exercise", "cc-by", "school"),
    ]


def test_form_says_of_each_file_what_became_of_it(send):
    response = send("author", pdf(), pdf("假.pdf", b"<html>"), pdf("空.pdf", b""), pdf("好.pdf"))
    assert response.status_code == 422
    outcomes = response.context["outcomes"]
    assert [bool(outcome.problems) for outcome in outcomes] == [False, True, True, False]
    assert Resource.objects.count() == 2
    for words in ("假.pdf", "hold scripts", "空.pdf", "file is empty"):
        assert words in response.text, words
    assert 'value="exercise"' in response.text


def test_script_is_answered_with_title_and_address(send):
    response = send("author", pdf(), title="第一单元", headers=SCRIPT)
    resource = Resource.objects.get()
    assert response.status_code == 201
    assert response.json() == {"title": "第一单元", "address": f"/library/files/{resource.key}/"}


def test_script_is_told_what_is_wrong_with_the_file_or_the_form(send):
    refused = send("author", pdf(content=b"<svg/>"), headers=SCRIPT)
    assert (refused.status_code, len(refused.json()["problems"])) == (422, 1)
    wrong = send("author", pdf(), subject="", headers=SCRIPT)
    assert wrong.json() == {"problems": ["Subject: This field is required."]}
    assert Resource.objects.count() == 0


def test_form_without_a_file_keeps_what_was_said(send):
    response = send("author", subject="physics")
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"uploads"}
    assert '<option value="physics" selected>' in response.text


@pytest.mark.parametrize(
    ("who", "changes"),
    [
        ("author", {"visibility": "public"}),
        ("teacher_elsewhere", {}),
        ("author", {"school": ""}),
        ("curator", {"school": "", "visibility": "school"}),
        ("author", {"kind": "x"}),
        ("author", {"grade": "13"}),
    ],
)
def test_nobody_shares_further_than_they_may(send, who, changes):
    assert send(who, pdf(), **changes).status_code == 422
    assert Resource.objects.count() == 0
