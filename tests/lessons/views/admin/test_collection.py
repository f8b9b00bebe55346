"""Collections in Wagtail's admin: for curators, and no door beside it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from lessons.domain.library import ensure_district_library
from lessons.enums import Audience, Visibility
from lessons.models import CollectionPage, LessonPage, LibraryPage
from tests.factories.lessons import CollectionPageFactory, LessonPageFactory, ResourceFactory

pytestmark = pytest.mark.django_db

OTHERS = ("author", "colleague", "school_admin", "admin_elsewhere", "operator", "student")
TITLE = "还没有发布的专题"
PAGES = ("edit", "view_draft", "history", "usage", "delete", "unpublish", "preview_on_edit")
CLOSED_TO_ALL = ("copy", "move", "set_privacy", "lock", "unlock")


@pytest.fixture
def lesson():
    return LessonPageFactory(visibility=Visibility.DISTRICT, title="树和喜鹊")


@pytest.fixture
def draft(lesson, people):
    return CollectionPageFactory(title=TITLE, lessons=[lesson], live=False, owner=people["curator"])


def filled(lessons=(), files=(), title="实验探究课", **more):
    """What the editor sends."""
    entries = [("lesson", {"lesson": lesson.pk, "why": "看导入。"}) for lesson in lessons]
    entries += [("file", {"file": file.pk, "why": ""}) for file in files]
    section = {"title": "第一组", "note": "", "entries": streamfield(entries)}
    data = {
        "title": title,
        "audience": Audience.TEACHERS,
        "introduction": rich_text("<p>先<b>猜</b>，再试。</p>", features=["bold"]),
        "sections": streamfield([("section", section)]),
        "go_live_at": "",
        "expire_at": "",
        "action-publish": "1",
    }
    return nested_form_data(data | more)


def add_address():
    library = ensure_district_library()
    return reverse("wagtailadmin_pages:add", args=["lessons", "collectionpage", library.pk])


def edit_address(collection):
    return reverse("wagtailadmin_pages:edit", args=[collection.pk])


def test_curator_arranges_and_publishes(sign_in, people, lesson):
    client = sign_in(people["curator"])
    add = client.get(reverse("district_collections:choose_parent"))
    assert add.url == add_address()
    file = ResourceFactory()
    client.post(add_address(), filled([lesson], [file]))
    collection = CollectionPage.objects.get()
    assert (collection.live, collection.owner) == (True, people["curator"])
    assert [p.lesson or p.resource for p in collection.placements.all()] == [lesson, file]
    page = client.get(reverse("lessons:collection", args=[collection.pk])).text
    assert "先<b>猜</b>，再试。" in page
    assert "实验探究课" in client.get(reverse("district_collections:index")).text


def test_scripts_in_the_introduction_are_dropped(sign_in, people, lesson):
    hostile = "<p>好<script>alert(1)</script><a href='javascript:alert(1)'>课</a></p>"
    data = filled([lesson], introduction=rich_text(hostile))
    client = sign_in(people["curator"])
    client.post(add_address(), data)
    collection = CollectionPage.objects.get()
    page = client.get(reverse("lessons:collection", args=[collection.pk])).text
    assert "javascript:" not in page
    assert "<script>alert" not in page


def test_what_is_no_rich_text_at_all_is_kept_as_words(sign_in, people, lesson):
    client = sign_in(people["curator"])
    for nonsense in ("<script>alert(1)</script>", "[]", "{", "null", '{"blocks": 3}'):
        data = filled([lesson], title=f"专题 {nonsense}"[:50]) | {"introduction": nonsense}
        response = client.post(add_address(), data)
        assert response.status_code in {200, 302}
    assert "<script>" not in "".join(c.introduction for c in CollectionPage.objects.all())


def test_a_lesson_twice_is_named_and_nothing_is_saved(sign_in, people, lesson):
    page = sign_in(people["curator"]).post(add_address(), filled([lesson, lesson]))
    assert page.status_code == 200
    assert "stands in this collection already. Remove one of the two." in page.text
    assert CollectionPage.objects.count() == 0


def test_draft_is_not_chosen_by_its_number(sign_in, people):
    secret = LessonPageFactory(title="别人的草稿")
    page = sign_in(people["curator"]).post(add_address(), filled([secret]))
    assert page.status_code == 200
    assert "别人的草稿" not in page.text
    assert CollectionPage.objects.count() == 0


@pytest.mark.parametrize("number", ["9" * 30, "x", "-1", ""])
def test_nonsense_is_no_lesson(sign_in, people, lesson, number):
    data = {
        name: number if name.endswith("-lesson") else value
        for name, value in filled([lesson]).items()
    }
    page = sign_in(people["curator"]).post(add_address(), data)
    assert page.status_code == 200
    assert CollectionPage.objects.count() == 0


def test_lesson_withdrawn_later_is_named_to_nobody(sign_in, people, lesson, draft):
    LessonPage.objects.filter(pk=lesson.pk).update(
        visibility=Visibility.DRAFT, title="改过的草稿标题"
    )
    client = sign_in(people["curator"])
    addresses = [
        edit_address(draft),
        reverse("wagtailadmin_pages:view_draft", args=[draft.pk]),
        reverse("wagtailadmin_pages:history", args=[draft.pk]),
    ]
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200
        assert "改过的草稿标题" not in page.text
    assert "A lesson that its author has withdrawn" in client.get(addresses[0]).text


def test_lesson_deleted_later_leaves_the_editor_working(sign_in, people, lesson, draft):
    lesson.delete()
    client = sign_in(people["curator"])
    assert client.get(edit_address(draft)).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).status_code == 200


@pytest.mark.parametrize(("days", "live"), [(3, False), (-3, True)])
def test_a_time_to_come_keeps_it_hidden_and_a_time_gone_by_does_not(
    sign_in, people, lesson, days, live
):
    starts = timezone.localtime() + datetime.timedelta(days=days)
    data = filled([lesson], go_live_at=f"{starts:%Y-%m-%d %H:%M}")
    client = sign_in(people["curator"])
    client.post(add_address(), data)
    collection = CollectionPage.objects.get()
    assert (collection.live, collection.approved_schedule) == (live, not live)
    page = client.get(reverse("lessons:collection", args=[collection.pk]))
    assert page.status_code == (200 if live else 404)


def test_an_end_in_the_past_is_refused(sign_in, people, lesson):
    gone_by = timezone.localtime() - datetime.timedelta(days=3)
    data = filled([lesson], expire_at=f"{gone_by:%Y-%m-%d %H:%M}")
    page = sign_in(people["curator"]).post(add_address(), data)
    assert page.status_code == 200
    assert CollectionPage.objects.count() == 0


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_preview_shows_what_is_being_written(sign_in, people, lesson, draft, language):
    client = sign_in(people["curator"])
    client.cookies["django_language"] = language
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk])
    client.post(address, filled([lesson], title="正在编排"))
    page = client.get(address)
    assert page.status_code == 200
    assert "正在编排" in page.text
    assert "《树和喜鹊》" in page.text
    assert {"en": "1 lesson", "zh-hans": "1 节课例"}[language] in page.text
    add = reverse(
        "wagtailadmin_pages:preview_on_add",
        args=["lessons", "collectionpage", ensure_district_library().pk],
    )
    client.post(add, filled(title="还是空的"))
    assert "还是空的" in client.get(add).text


@pytest.mark.parametrize("who", OTHERS)
def test_others_find_no_door_to_a_collection(sign_in, people, draft, who):
    client = sign_in(people[who])
    revision = draft.latest_revision_id
    addresses = [
        *(reverse(f"wagtailadmin_pages:{name}", args=[draft.pk]) for name in PAGES),
        *(reverse(f"wagtailadmin_pages:{name}", args=[draft.pk]) for name in CLOSED_TO_ALL),
        reverse("wagtailadmin_pages:revisions_view", args=[draft.pk, revision]),
        reverse("wagtailadmin_pages:revisions_compare", args=[draft.pk, revision, "latest"]),
        reverse("wagtailadmin_pages:workflow_history", args=[draft.pk]),
        add_address(),
        reverse("district_collections:index"),
        reverse("district_collections:index_results"),
        reverse("district_collections:choose_parent"),
        reverse("wagtailadmin_explore", args=[ensure_district_library().pk]),
        reverse("wagtailadmin_pages:search") + "?q=专题",
        reverse("wagtailadmin_choose_page_child", args=[ensure_district_library().pk]),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_api:pages:listing") + "?search=专题",
        reverse("wagtailadmin_api:pages:listing")
        + f"?child_of={ensure_district_library().pk}&for_explorer=1",
        reverse("wagtailadmin_api:pages:detail", args=[draft.pk]),
        reverse("wagtailadmin_pages:type_use", args=["lessons", "collectionpage"]),
        reverse(
            "wagtailadmin_editing_sessions:ping", args=["lessons", "collectionpage", draft.pk, 1]
        ),
        reverse("wagtailadmin_home"),
    ]
    for address in addresses:
        for ask in (client.get, client.post):
            assert TITLE not in ask(address, follow=True).text, address
    client.post(edit_address(draft), filled(title="改了"))
    client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert CollectionPage.objects.get().title == TITLE
    assert not CollectionPage.objects.get().live


def test_curator_takes_down_and_deletes_but_neither_copies_nor_moves(sign_in, people, lesson):
    collection = CollectionPageFactory(lessons=[lesson])
    client = sign_in(people["curator"])
    for name in CLOSED_TO_ALL:
        address = reverse(f"wagtailadmin_pages:{name}", args=[collection.pk])
        assert client.post(address).status_code in {302, 403, 404}, name
    assert CollectionPage.objects.count() == 1
    assert CollectionPage.objects.get().get_view_restrictions().count() == 0
    client.post(reverse("wagtailadmin_pages:unpublish", args=[collection.pk]))
    assert not CollectionPage.objects.get().live
    client.post(reverse("wagtailadmin_pages:delete", args=[collection.pk]))
    assert CollectionPage.objects.count() == 0


def test_curator_adds_below_the_district_alone_and_changes_no_library(sign_in, people, lesson):
    client = sign_in(people["curator"])
    school = LibraryPage.objects.exclude(school=None).get()
    add = reverse("wagtailadmin_pages:add", args=["lessons", "collectionpage", school.pk])
    client.post(add, filled([lesson]))
    assert CollectionPage.objects.count() == 0
    for who in ("curator", "operator"):
        for name in ("edit", "delete", "unpublish", "copy", "move"):
            address = reverse(f"wagtailadmin_pages:{name}", args=[school.pk])
            assert sign_in(people[who]).post(address).status_code in {302, 403}, name
    assert LibraryPage.objects.get(pk=school.pk).live


def test_curator_explores_collections_and_no_lesson(sign_in, people, lesson, draft):
    client = sign_in(people["curator"])
    district = ensure_district_library()
    assert TITLE in client.get(reverse("wagtailadmin_explore", args=[district.pk])).text
    for library in LibraryPage.objects.all():
        page = client.get(reverse("wagtailadmin_explore", args=[library.pk]), follow=True)
        assert lesson.title not in page.text


@pytest.mark.parametrize(
    ("who", "entries"),
    [
        ("curator", {"Collections", "To decide", "My lessons", "Back to the site"}),
        ("school_admin", {"To decide", "My lessons", "Back to the site"}),
        ("colleague", {"My lessons", "Back to the site"}),
    ],
)
def test_menu_leads_each_to_what_is_theirs(sign_in, people, who, entries):
    page = sign_in(people[who]).get(reverse("wagtailadmin_home")).text
    for entry in ("Collections", "To decide", "My lessons", "Back to the site"):
        assert (entry, f'"{entry}"' in page) == (entry, entry in entries)


def test_author_is_not_told_which_drafts_use_the_lesson(sign_in, lesson, draft):
    page = sign_in(lesson.author).get(reverse("wagtailadmin_pages:usage", args=[lesson.pk]))
    assert TITLE not in page.text
