from django.urls import reverse

from lessons.models import LessonPage
from moke.accounts.domain.membership import add_membership
from moke.accounts.enums import Role
from moke.curriculum.enums import Grade

URL = "/lessons/prepare/"


def wish(client, **changes):
    form = client.get(URL).context["form"]
    data = {"title": "《静夜思》", "subject": "chinese", "grade": "1"}
    data |= {name: form[name].value() for name in ("token",)}
    data["school"] = form.fields["school"].queryset.first().pk
    return data | changes


def test_prepare_lands_in_the_plan_editor(sign_in, people, schools):
    client = sign_in(people["author"])
    response = client.post(URL, wish(client))
    lesson = LessonPage.objects.get()
    assert response.url == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert (lesson.title, lesson.author, lesson.school) == ("静夜思", people["author"], schools[0])
    assert client.get(response.url).status_code == 200


def test_prepare_clicked_twice_makes_one_lesson(sign_in, people):
    client = sign_in(people["author"])
    data = wish(client)
    assert client.post(URL, data).url == client.post(URL, data).url
    assert LessonPage.objects.count() == 1


def test_prepare_asks_for_the_school_only_of_those_with_several(sign_in, people, schools):
    client = sign_in(people["author"])
    assert client.get(URL).context["form"]["school"].is_hidden
    add_membership(person=people["author"], role=Role.TEACHER, school=schools[1])
    client = sign_in(people["author"])
    assert not client.get(URL).context["form"]["school"].is_hidden


def test_prepare_refuses_another_school_and_nonsense(sign_in, people, schools):
    client = sign_in(people["author"])
    for changes in (
        {"school": schools[1].pk},
        {"title": " "},
        {"title": "长" * 121},
        {"subject": "magic"},
        {"grade": "99"},
        {"token": "../x"},
    ):
        assert client.post(URL, wish(client, **changes)).status_code == 200
    assert LessonPage.objects.count() == 0


def test_prepare_is_for_teachers_of_a_school(sign_in, people):
    for who in ("student", "curator", "operator", "nobody"):
        assert sign_in(people[who]).get(URL).status_code == 403
    assert sign_in(None).get(URL).status_code == 302


def test_prepare_takes_brackets_off_a_title_that_stands_in_them(sign_in, people):
    client = sign_in(people["author"])
    for title, kept in (
        ("《静夜思》", "静夜思"),
        ("《静夜思》与《春晓》", "《静夜思》与《春晓》"),
        ("读《静夜思》", "读《静夜思》"),
        ("《》", "《》"),
    ):
        client.post(URL, wish(client, title=title))
        assert LessonPage.objects.order_by("-pk")[0].title == kept


def test_prepare_starts_with_the_grade_that_the_teacher_teaches(sign_in, person, schools):
    teacher = person("teacher-of-9", Role.TEACHER, schools[0], Grade.G9)
    assert sign_in(teacher).get(URL).context["form"]["grade"].value() == Grade.G9
