import pytest
from django.core.management import call_command
from django.urls import reverse

from lessons.domain.visibility import set_visibility
from lessons.enums import Audience, Visibility
from lessons.models import LessonPage
from tests.factories.lessons import (
    CollectionPageFactory,
    LessonPageFactory,
    ResourceFactory,
    RipeLessonFactory,
    section_of,
)

pytestmark = pytest.mark.django_db

LIST = "/library/collections/"
LIST_QUERIES = 8
PAGE_QUERIES = 10


def page_of(client, collection):
    return client.get(reverse("lessons:collection", args=[collection.pk]))


def test_list_shows_title_count_curator_and_leads_on(sign_in, people):
    lessons = [RipeLessonFactory(visibility=Visibility.PUBLIC) for _ in range(2)]
    collection = CollectionPageFactory(
        lessons=lessons, title="实验探究课", owner=people["curator"], files=[ResourceFactory()]
    )
    page = sign_in(None).get(LIST).text
    assert "实验探究课" in page
    assert "2 lessons" in page
    assert "1 file" not in page
    assert "Curator" in page
    assert f'href="/library/collections/{collection.pk}/"' in page


def test_empty_lists_help_onward(sign_in, people):
    assert "No collections yet" in sign_in(None).get(LIST).text
    assert "Arrange the first collection" in sign_in(people["curator"]).get(LIST).text
    page = sign_in(people["student"]).get(LIST + "?words=" + "喜" * 2000)
    assert page.status_code == 200
    assert "No collection with these words" in sign_in(None).get(LIST + "?words=喜鹊").text


def test_list_finds_by_words(sign_in):
    lesson = LessonPageFactory(visibility=Visibility.PUBLIC)
    CollectionPageFactory(lessons=[lesson], title="识字")
    CollectionPageFactory(lessons=[lesson], title="实验")
    call_command("update_index", verbosity=0)
    page = sign_in(None).get(LIST + "?words=识字").text
    assert "识字" in page
    assert "实验" not in page


def test_page_keeps_the_order_and_leaves_out_what_the_reader_may_not_see(sign_in, people, schools):
    for_all = LessonPageFactory(visibility=Visibility.PUBLIC, title="大家的课")
    theirs = LessonPageFactory(visibility=Visibility.SCHOOL, school=schools[1], title="他校的课")
    file = ResourceFactory(title="记录单", visibility=Visibility.PUBLIC)
    collection = CollectionPageFactory(
        sections=[
            section_of([theirs], title="他校一组"),
            section_of([theirs, for_all], [file], title="第二组", why="看导入。"),
        ]
    )
    page = page_of(sign_in(None), collection).text
    assert "他校" not in page
    assert page.index("大家的课") < page.index("看导入。") < page.index("记录单")
    whole = page_of(sign_in(people["curator"]), collection).text
    assert whole.index("他校一组") < whole.index("第二组")
    assert whole.count("《他校的课》") == 1


def test_scripts_do_not_run_and_the_few_marks_stay(sign_in):
    lesson = LessonPageFactory(visibility=Visibility.PUBLIC)
    hostile = "<script>alert(1)</script>"
    collection = CollectionPageFactory(
        title=hostile,
        sections=[section_of([lesson], title=hostile, why=hostile)],
        introduction="<p><b>先猜</b>，再试。</p>",
    )
    page = page_of(sign_in(None), collection).text
    assert hostile not in page
    assert "<b>先猜</b>，再试。" in page
    assert hostile not in sign_in(None).get(LIST).text


def test_strangers_may_sign_in_and_others_find_nothing(sign_in, people):
    lesson = LessonPageFactory(visibility=Visibility.DISTRICT)
    collection = CollectionPageFactory(lessons=[lesson], audience=Audience.TEACHERS)
    assert page_of(sign_in(None), collection).status_code == 302
    assert page_of(sign_in(people["student"]), collection).status_code == 404
    assert page_of(sign_in(people["operator"]), collection).status_code == 404
    assert page_of(sign_in(people["colleague"]), collection).status_code == 200
    assert sign_in(people["curator"]).get(f"/library/collections/{10**18 - 1}/").status_code == 404


def test_lesson_withdrawn_or_deleted_later_is_left_out(sign_in, people):
    kept, withdrawn, gone = (
        LessonPageFactory(visibility=Visibility.PUBLIC, title=title)
        for title in ("留下的", "撤回的", "删去的")
    )
    collection = CollectionPageFactory(lessons=[withdrawn, gone, kept])
    set_visibility(lesson=withdrawn, visibility=Visibility.DRAFT, by=withdrawn.author)
    gone.delete()
    for person in (None, people["curator"], withdrawn.author):
        page = page_of(sign_in(person), collection).text
        assert "留下的" in page
        assert "撤回的" not in page
        assert "删去的" not in page
    LessonPage.objects.update(visibility=Visibility.DRAFT)
    assert page_of(sign_in(people["curator"]), collection).status_code == 404


@pytest.mark.parametrize("times", [1, 30])
def test_list_holds_its_queries(sign_in, people, times, django_assert_max_num_queries):
    for _ in range(times):
        lesson = RipeLessonFactory(visibility=Visibility.DISTRICT)
        CollectionPageFactory(lessons=[lesson], owner=people["curator"], files=[ResourceFactory()])
    client = sign_in(people["curator"])
    with django_assert_max_num_queries(LIST_QUERIES):
        client.get(LIST)


@pytest.mark.parametrize("times", [1, 30])
def test_page_holds_its_queries(sign_in, people, times, django_assert_max_num_queries):
    lessons = [RipeLessonFactory(visibility=Visibility.DISTRICT) for _ in range(times)]
    collection = CollectionPageFactory(lessons=lessons, files=[ResourceFactory()])
    client = sign_in(people["curator"])
    with django_assert_max_num_queries(PAGE_QUERIES):
        page_of(client, collection)
