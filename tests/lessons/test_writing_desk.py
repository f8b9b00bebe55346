"""The home of Wagtail's admin, and the ways back from it."""

import pytest
from django.urls import reverse

from tests.factories.lessons import LessonPageFactory


@pytest.mark.parametrize(
    ("who", "word"),
    [
        ("author", "choose “Edit the plan”"),
        ("school_admin", "kept by the operator"),
        ("operator", "Schools, people and their roles are kept here"),
    ],
)
def test_the_desk_says_what_it_is_for_and_how_to_leave(sign_in, people, who, word):
    page = sign_in(people[who]).get(reverse("wagtailadmin_home")).content.decode()
    assert word in page
    assert "Back to the site" in page
    assert "Search all pages" not in page


def test_the_editor_offers_publishing_first(sign_in, people):
    lesson = LessonPageFactory(author=people["author"])
    page = sign_in(lesson.author).get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    menu = page.context["action_menu"]
    assert menu.default_item.name == "action-publish"
