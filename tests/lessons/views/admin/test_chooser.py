"""Choosing for a collection: curators alone, among what they may read."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from lessons.enums import Visibility
from tests.factories.lessons import LessonPageFactory, ResourceFactory

pytestmark = pytest.mark.django_db

CHOOSERS = ("lesson_chooser", "resource_chooser")
OTHERS = ("author", "colleague", "school_admin", "admin_elsewhere", "operator", "student", "nobody")
TITLE = "树和喜鹊的草稿"


def doors(chooser, pk):
    return [
        reverse(f"{chooser}:choose"),
        reverse(f"{chooser}:choose_results"),
        reverse(f"{chooser}:choose") + "?multiple=1",
        reverse(f"{chooser}:chosen", args=[pk]),
        reverse(f"{chooser}:chosen_multiple") + f"?id={pk}",
        reverse(f"{chooser}:create"),
    ]


@pytest.mark.parametrize("chooser", CHOOSERS)
@pytest.mark.parametrize("who", OTHERS)
def test_others_choose_nothing(sign_in, people, chooser, who):
    lesson = LessonPageFactory(title=TITLE, visibility=Visibility.PUBLIC)
    file = ResourceFactory(title=TITLE, visibility=Visibility.PUBLIC)
    client = sign_in(people[who])
    for address in doors(chooser, lesson.pk if chooser == "lesson_chooser" else file.pk):
        for ask in (client.get, client.post):
            response = ask(address)
            assert response.status_code in {302, 403}, address
            assert TITLE not in response.text


@pytest.mark.parametrize("visibility", [Visibility.SCHOOL, Visibility.DISTRICT, Visibility.PUBLIC])
def test_curator_chooses_what_has_left_its_author(sign_in, people, visibility):
    lesson = LessonPageFactory(title=TITLE, visibility=visibility)
    client = sign_in(people["curator"])
    assert TITLE in client.get(reverse("lesson_chooser:choose")).json()["html"]
    chosen = client.get(reverse("lesson_chooser:chosen", args=[lesson.pk])).json()
    assert chosen["result"] == {
        "id": str(lesson.pk),
        "title": f"《{TITLE}》 · Grade 1 · Chinese · {lesson.author}",
        "edit_url": None,
    }


def test_drafts_are_neither_listed_nor_found_nor_chosen(sign_in, people):
    own = LessonPageFactory(title="自己的草稿", author=people["curator"])
    draft = LessonPageFactory(title=TITLE)
    call_command("update_index", verbosity=0)
    client = sign_in(people["curator"])
    for address in (
        reverse("lesson_chooser:choose"),
        reverse("lesson_chooser:choose_results") + f"?q={TITLE}",
        reverse("lesson_chooser:chosen_multiple") + f"?id={draft.pk}&id={own.pk}&id=x",
    ):
        page = client.get(address).text.replace(f"“{TITLE}”", "").replace(f'"{TITLE}"', "")
        page = page.replace(f"<em>{TITLE}</em>", "")
        assert TITLE not in page, address
        assert "自己的草稿" not in page
    for pk in (draft.pk, own.pk, "x", "9" * 30):
        assert client.get(reverse("lesson_chooser:chosen", args=[pk])).status_code == 404


@pytest.mark.parametrize(
    ("chooser", "make"),
    [("lesson_chooser", LessonPageFactory), ("resource_chooser", ResourceFactory)],
)
def test_chinese_words_find(sign_in, people, chooser, make):
    make(title="树和喜鹊", visibility=Visibility.DISTRICT)
    make(title="浮力", visibility=Visibility.DISTRICT)
    call_command("update_index", verbosity=0)
    client = sign_in(people["curator"])
    page = client.get(reverse(f"{chooser}:choose_results") + "?q=树和喜鹊").text
    assert "树和喜鹊" in page
    assert "浮力" not in page
    hostile = client.get(reverse(f"{chooser}:choose_results"), {"q": "喜😀" * 2000})
    assert hostile.status_code == 200


def test_curator_chooses_files(sign_in, people):
    file = ResourceFactory(title="记录单")
    client = sign_in(people["curator"])
    assert "记录单" in client.get(reverse("resource_chooser:choose")).json()["html"]
    chosen = client.get(reverse("resource_chooser:chosen", args=[file.pk])).json()
    assert chosen["result"]["title"] == "记录单"


def test_nothing_is_made_in_the_chooser(sign_in, people):
    client = sign_in(people["curator"])
    for chooser in CHOOSERS:
        assert client.post(reverse(f"{chooser}:create")).status_code in {302, 403}
