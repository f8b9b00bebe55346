"""Wagtail's own doors to a lesson: open to its author, shut to everybody else."""

import pytest
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from lessons.domain.workflow import ensure_workflow
from lessons.enums import Visibility
from lessons.models import LessonPage
from tests.factories.lessons import LessonPageFactory
from tests.indexing import index_everything

SECRET = "识字量差异较大"
TITLE = "树和喜鹊的草稿"
OTHERS = ("colleague", "school_admin", "curator", "operator", "student")


@pytest.fixture
def lesson(people, schools):
    lesson = LessonPageFactory(author=people["author"], school=schools[0], title=TITLE)
    lesson.learner_analysis = SECRET
    lesson.save_revision(user=people["author"])
    ensure_workflow().start(lesson, people["author"])
    index_everything()
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
            "confirm_workflow_cancellation",
            "workflow_history",
        )
    }
    state = TaskState.objects.for_instance(lesson).get()
    for action in ("approve", "reject"):
        for name in ("workflow_action", "collect_workflow_action_data"):
            args = [*page, action, state.pk]
            addresses[f"{name} {action}"] = reverse(f"wagtailadmin_pages:{name}", args=args)
    return addresses | {
        "revisions_revert": reverse("wagtailadmin_pages:revisions_revert", args=[*page, first]),
        "revisions_view": reverse("wagtailadmin_pages:revisions_view", args=[*page, latest]),
        "compare": reverse("wagtailadmin_pages:revisions_compare", args=[*page, first, "latest"]),
        "unschedule": reverse("wagtailadmin_pages:revisions_unschedule", args=[*page, latest]),
        "workflow_preview": reverse(
            "wagtailadmin_pages:workflow_preview", args=[*page, state.task_id]
        ),
        "workflow_history_detail": reverse(
            "wagtailadmin_pages:workflow_history_detail", args=[*page, state.workflow_state_id]
        ),
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
        *workflow_lists(),
    ]


def workflow_lists():
    """Addresses of Wagtail's admin that tell of workflows and of what is in them."""
    state = WorkflowState.objects.get()
    task = state.current_task_state.task_id
    reports = ("workflow", "workflow_results", "workflow_tasks", "workflow_tasks_results")
    editors = ("index", "add", "task_index", "select_task_type", "task_chooser")
    return [
        *(reverse(f"wagtailadmin_reports:{name}") for name in reports),
        *(reverse(f"wagtailadmin_reports:{name}") + "?export=csv" for name in reports),
        *(reverse(f"wagtailadmin_workflows:{name}") for name in editors),
        *(
            reverse(f"wagtailadmin_workflows:{name}", args=[state.workflow_id])
            for name in ("edit", "usage", "disable")
        ),
        *(
            reverse(f"wagtailadmin_workflows:{name}", args=[task])
            for name in ("edit_task", "disable_task", "task_chosen")
        ),
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
    assert untouched.workflow_in_progress
    assert TaskState.objects.count() == 1


def test_wagtail_lets_nobody_decide_not_even_the_author(sign_in, people, lesson):
    client = sign_in(people["author"])
    addresses = doors(lesson)
    for name in ("workflow_action approve", "workflow_action reject", "workflow_preview"):
        assert client.post(addresses[name], {"comment": "好"}).status_code in {302, 403, 405}, name
    written = {"title": TITLE, "subject": "chinese", "grade": 1, "phases-count": 0}
    written |= {f"homework-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    decided = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    client.post(addresses["edit"], written | decided)
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS


@pytest.mark.parametrize("who", ["author", *OTHERS])
def test_reports_and_editors_of_workflows_are_shut(sign_in, people, lesson, who):
    client = sign_in(people[who])
    for address in workflow_lists():
        for ask in (client.get, client.post):
            response = ask(address)
            assert (address, response.status_code) == (address, 302)
            assert response.url in {"/", f"/accounts/login/?next={address}"}, address
    assert WorkflowState.objects.get().workflow.active


@pytest.mark.parametrize("who", ["author", "school_admin", "curator", "operator"])
def test_wagtail_s_home_and_menus_lead_to_no_workflow(sign_in, people, lesson, who):
    page = sign_in(people[who]).get(reverse("wagtailadmin_home")).text
    assert "/admin/workflows/" not in page
    assert "/admin/reports/workflow" not in page
    assert TITLE not in page.replace(f"《{TITLE}》", "")


def test_who_may_decide_is_what_wagtail_thinks_too(people, lesson):
    LessonPage.objects.update(visibility=Visibility.SCHOOL)
    reviewable = {
        name for name, person in people.items() if TaskState.objects.reviewable_by(person).exists()
    }
    assert reviewable == {"school_admin"}


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


@pytest.mark.parametrize("words", ["喜鹊", "和喜鹊的", "鹊"])
@pytest.mark.parametrize("name", ["wagtailadmin_pages:search", "wagtailadmin_choose_page_search"])
def test_wagtail_finds_the_author_a_lesson_by_a_part_of_its_title(
    sign_in, people, lesson, name, words
):
    found = sign_in(people["author"]).get(reverse(name), {"q": words})
    assert TITLE in found.text
    assert TITLE not in sign_in(people["author"]).get(reverse(name), {"q": "麻雀"}).text


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
    for name in (
        *("edit", "view_draft", "history", "compare", "revisions_revert", "revisions_view"),
        *("workflow_history", "workflow_history_detail"),
    ):
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
