"""Wagtail's own doors to a lesson: open to its author, shut to everybody else."""

import pytest
from django.urls import reverse

from lessons.enums import Visibility
from lessons.models import LessonPage
from tests.factories.lessons import LessonPageFactory

SECRET = "识字量差异较大"
TITLE = "树和喜鹊的草稿"
OTHERS = ("colleague", "school_admin", "curator", "operator", "student")


@pytest.fixture
def lesson(people, schools):
    lesson = LessonPageFactory(author=people["author"], school=schools[0], title=TITLE)
    lesson.learner_analysis = SECRET
    lesson.save_revision(user=people["author"])
    return LessonPage.objects.get()


def doors(lesson):
    """Name → address of every page of Wagtail's admin that is about one page."""
    first, latest = lesson.revisions.order_by("pk").values_list("pk", flat=True)
    page = [lesson.pk]
    addresses = {
        name: reverse(f"wagtailadmin_pages:{name}", args=page)
        for name in (
            "edit",
            "preview_on_edit",
            "view_draft",
            "history",
            "usage",
            "delete",
            "unpublish",
            "copy",
            "move",
            "set_privacy",
            "lock",
            "unlock",
        )
    }
    return addresses | {
        "revisions_revert": reverse("wagtailadmin_pages:revisions_revert", args=[*page, first]),
        "revisions_view": reverse("wagtailadmin_pages:revisions_view", args=[*page, latest]),
        "compare": reverse("wagtailadmin_pages:revisions_compare", args=[*page, first, "latest"]),
        "unschedule": reverse("wagtailadmin_pages:revisions_unschedule", args=[*page, latest]),
    }


def lists(lesson):
    """Addresses of Wagtail's admin that list pages."""
    library = lesson.get_parent()
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_explore", args=[library.pk]),
        reverse("wagtailadmin_pages:search") + f"?q={TITLE}",
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_child", args=[library.pk]),
        reverse("wagtailadmin_choose_page_search") + f"?q={TITLE}",
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_reports:locked_pages"),
        reverse("wagtailadmin_reports:page_types_usage"),
        reverse("wagtailadmin_api:pages:listing") + f"?search={TITLE}",
        reverse("wagtailadmin_api:pages:listing") + f"?child_of={library.pk}&for_explorer=1",
        reverse("wagtailadmin_api:pages:detail", args=[lesson.pk]),
        reverse("wagtailadmin_pages:type_use", args=["lessons", "lessonpage"]),
    ]


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.PUBLIC])
@pytest.mark.parametrize("who", OTHERS)
def test_a_door_to_one_page_is_shut_to_others(sign_in, people, lesson, who, visibility):
    LessonPage.objects.update(visibility=visibility)
    client = sign_in(people[who])
    for name, address in doors(lesson).items():
        for ask in (client.get, client.post):
            response = ask(address)
            assert response.status_code in {302, 403, 404, 405}, (name, ask.__name__)
            assert SECRET not in response.content.decode(), name
    untouched = LessonPage.objects.get()
    assert untouched.revisions.count() == 2
    assert untouched.live
    assert not untouched.locked


@pytest.mark.parametrize("who", OTHERS)
def test_lists_hide_the_lessons_of_others(sign_in, people, lesson, who):
    client = sign_in(people[who])
    for address in lists(lesson):
        response = client.get(address, follow=True)
        assert SECRET not in response.content.decode(), address
        shown = response.content.decode().replace(f'value="{TITLE}"', "")
        shown = shown.replace(f"“{TITLE}”", "")
        assert shown.count(TITLE) == _echoed(shown), address


def _echoed(shown):
    """How often a page repeats what was searched for, rather than what was found."""
    return shown.count(f"?q={TITLE}") + shown.count(f'"{TITLE}"') + shown.count(f"<em>{TITLE}</em>")


@pytest.mark.parametrize("who", ["colleague", "operator"])
def test_bulk_actions_name_no_lesson(sign_in, people, lesson, who):
    client = sign_in(people[who])
    for action in ("delete", "unpublish", "publish", "move"):
        for place in ("wagtailcore/page", "lessons/lessonpage"):
            path = f"/admin/bulk/{place}/{action}/"
            for query in (f"?id={lesson.pk}", f"?id=all&childOf={lesson.get_parent().pk}"):
                assert TITLE not in client.get(path + query, follow=True).text


def test_wagtail_finds_no_page_under_a_number_beyond_the_database(sign_in, people, lesson):
    page = sign_in(people["author"]).get(f"/admin/pages/{10**20}/edit/")
    assert page.status_code == 404


@pytest.mark.parametrize("who", ["school_admin", "operator"])
def test_bulk_actions_do_nothing_to_lessons(sign_in, people, lesson, who):
    client = sign_in(people[who])
    for action in ("delete", "unpublish", "publish", "move"):
        path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        client.post(f"{path}?id={lesson.pk}", {"confirm": "1"})
    untouched = LessonPage.objects.get()
    assert untouched.live
    assert untouched.has_unpublished_changes


def test_editing_sessions_tell_others_nothing(sign_in, people, lesson):
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", lesson.pk, 1])
    assert sign_in(people["colleague"]).post(ping).status_code == 404


def test_the_author_comes_through_the_doors_of_writing(sign_in, people, lesson):
    client = sign_in(people["author"])
    addresses = doors(lesson)
    for name in ("edit", "view_draft", "history", "compare", "revisions_revert", "revisions_view"):
        assert client.get(addresses[name]).status_code == 200, name
    assert SECRET in client.get(addresses["edit"]).content.decode()
    assert SECRET in client.get(addresses["view_draft"]).content.decode()
    assert SECRET in client.get(addresses["compare"]).content.decode()


def test_the_author_does_not_remove_move_copy_or_hide_a_lesson(sign_in, people, lesson):
    client = sign_in(people["author"])
    addresses = doors(lesson)
    for name in ("delete", "unpublish", "copy", "move", "set_privacy", "lock", "unlock"):
        assert client.post(addresses[name]).status_code in {302, 403, 404}, name
    untouched = LessonPage.objects.get()
    assert untouched.live
    assert not untouched.locked
    assert untouched.get_view_restrictions().count() == 0


def test_nobody_adds_a_lesson_past_the_site(sign_in, people, lesson):
    add = reverse("wagtailadmin_pages:add", args=["lessons", "lessonpage", lesson.get_parent().pk])
    for who in ("author", "operator"):
        assert sign_in(people[who]).get(add).status_code in {302, 403}
    assert LessonPage.objects.count() == 1


def test_students_never_enter_the_admin(sign_in, people, lesson):
    response = sign_in(people["student"]).get(reverse("wagtailadmin_home"))
    assert response.status_code == 302


def test_wagtail_serves_no_page_and_no_api_of_its_own(sign_in, people, lesson):
    client = sign_in(people["operator"])
    for path in (lesson.url_path, f"/api/v2/pages/{lesson.pk}/", f"/api/v3/pages/{lesson.pk}/"):
        assert client.get(path).status_code == 404


def test_the_address_of_a_lesson_is_its_page_on_the_site(lesson):
    assert lesson.get_url() == f"/lessons/{lesson.pk}/"
    assert lesson.full_url.endswith(f"/lessons/{lesson.pk}/")
