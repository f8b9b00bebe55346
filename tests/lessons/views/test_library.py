import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from lessons.enums import Visibility
from lessons.models import LessonPage
from moke.media.enums import State
from moke.media.files import file_path, recordings_storage
from moke.media.names import POSTER
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.indexing import index_everything
from tests.lessons.readers import READERS

URL = "/library/"


@pytest.fixture
def lessons(people, schools):
    """One lesson of each visibility, of grade 1 at the first school."""
    return {
        visibility: LessonPageFactory(
            author=people["author"],
            school=schools[0],
            title=f"课 {visibility.value}",
            visibility=visibility,
        )
        for visibility in Visibility
    }


def titles(client, query=""):
    response = client.get(f"{URL}{query}")
    page = response.context["page"]
    found = [card.lesson.title for card in page.object_list]
    assert page.paginator.count == len(found)
    return set(found)


def test_library_lists_what_a_person_may_read_and_counts_that(sign_in, people, lessons):
    for name, who in people.items():
        client = sign_in(who if who.is_authenticated else None)
        expected = {
            lesson.title
            for visibility, lesson in lessons.items()
            if name in READERS[visibility] and visibility != Visibility.DRAFT
        }
        if name == "operator_with_reason":
            expected = {lessons[Visibility.PUBLIC].title}
        if name == "reviewer":  # of nothing here, and a teacher elsewhere
            expected = {lessons[v].title for v in (Visibility.DISTRICT, Visibility.PUBLIC)}
        assert titles(client) == expected, name


def test_library_shows_drafts_where_they_are_asked_for_to_those_who_may(sign_in, people, lessons):
    draft = {lessons[Visibility.DRAFT].title}
    assert titles(sign_in(people["author"]), "?state=draft") == draft
    assert titles(sign_in(people["school_admin"]), "?state=draft") == draft
    for who in ("colleague", "curator", "admin_elsewhere"):
        assert titles(sign_in(people[who]), "?state=draft") == set()


def test_library_filters(sign_in, people, schools, lessons):
    LessonPageFactory(
        author=people["reviewer"],
        school=schools[1],
        title="圆的面积",
        subject="mathematics",
        grade=6,
        kind="open",
        visibility=Visibility.DISTRICT,
    )
    index_everything()
    client = sign_in(people["colleague"])
    for query in (
        "?subject=mathematics",
        "?grade=6",
        "?kind=open",
        f"?school={schools[1].pk}",
        "?words=面积",
        "?words=Reviewer",
        "?words=圆 面积&grade=6&subject=mathematics",
    ):
        assert titles(client, query) == {"圆的面积"}, query
    assert titles(client, "?words=面积&grade=1") == set()


def test_library_tells_the_recorded_from_those_in_review(sign_in, people, lessons):
    take = TakeFactory(lesson=lessons[Visibility.SCHOOL])
    recorded = lessons[Visibility.SCHOOL].title
    client = sign_in(people["colleague"])
    assert titles(client, "?state=recorded") == set()
    take.recording.published_attempt, take.recording.state = "one", State.READY
    take.recording.save()
    assert titles(client, "?state=recorded") == {recorded}
    assert recorded not in titles(client, "?state=plan")
    assert titles(client, "?state=review") == set()
    InvitationFactory(take=take, person=people["reviewer"])
    assert titles(client, "?state=review") == {recorded}


def test_library_finds_all_for_nonsense_in_the_address(sign_in, people, lessons):
    client = sign_in(people["colleague"])
    everything = titles(client)
    for query in ("?grade=x", "?school=999999", "?subject='--", "?state=x", "?page=x", "?page=99"):
        assert titles(client, query) == everything, query


def test_library_helps_onward_where_nothing_is(sign_in, people, lessons):
    page = sign_in(people["colleague"]).get(f"{URL}?words=没有这样的课").content.decode()
    assert 'id="nothing"' in page
    assert f'href="{URL}"' in page


def test_library_tells_students_nothing_of_what_goes_on_behind(sign_in, people, lessons):
    take = TakeFactory(lesson=lessons[Visibility.SCHOOL])
    InvitationFactory(take=take, person=people["reviewer"])
    cards = sign_in(people["student"]).get(URL).context["page"].object_list
    assert {card.fact for card in cards} == {""}


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("path", [URL, "/lessons/mine/"])
def test_a_page_of_cards_takes_the_same_few_queries(  # noqa: PLR0917
    sign_in, people, schools, django_assert_max_num_queries, number, path
):
    for _ in range(number):
        lesson = LessonPageFactory(
            author=people["author"], school=schools[0], visibility=Visibility.DISTRICT
        )
        TakeFactory(lesson=lesson)
        InvitationFactory(take=TakeFactory(lesson=lesson))
    client = sign_in(people["author"])
    with django_assert_max_num_queries(8):
        response = client.get(path)
    assert len(response.context["page"].object_list) == min(number, 24)


def test_mine_lists_ones_own_drafts_included(sign_in, people, lessons):
    LessonPageFactory(visibility=Visibility.PUBLIC)
    page = sign_in(people["author"]).get("/lessons/mine/").context["page"]
    assert {card.lesson.pk for card in page.object_list} == {
        lesson.pk for lesson in lessons.values()
    }
    assert LessonPage.objects.count() == len(lessons) + 1


def test_mine_is_for_teachers(sign_in, people):
    assert sign_in(people["student"]).get("/lessons/mine/").status_code == 403
    assert sign_in(None).get("/lessons/mine/").status_code == 302
    assert 'class="empty"' in sign_in(people["colleague"]).get("/lessons/mine/").content.decode()


def test_the_poster_of_a_draft_is_hidden_like_its_card(sign_in, people, lessons):
    recording = TakeFactory(lesson=lessons[Visibility.DRAFT]).recording
    recording.published_attempt, recording.state, recording.height_px = "one", State.READY, 720
    recording.save()
    path = file_path(key=recording.key, attempt="one", name=POSTER)
    recordings_storage().save(path, ContentFile(b"still"))
    poster = reverse("media:poster", args=[recording.key])
    shown = {
        name
        for name, who in people.items()
        if sign_in(who if who.is_authenticated else None).get(poster).status_code == 200
    }
    assert shown == {"author", "school_admin"}
    assert poster in sign_in(people["author"]).get("/lessons/mine/").content.decode()
    assert poster not in sign_in(people["colleague"]).get(URL).content.decode()
