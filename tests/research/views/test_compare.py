import pytest
from django.urls import reverse

from lessons.enums import Visibility
from lessons.models import LessonPage
from moke.accounts.enums import Role
from tests.enclosed import enclosed_picture
from tests.factories.accounts import MembershipFactory
from tests.factories.research import (
    CommentFactory,
    PhaseMarkFactory,
    TagFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(take):
    return WatchableTakeFactory(lesson=take.lesson)


def url_of(take):
    return reverse("research:compare", args=[take.lesson_id])


def mark(*takes):
    for take in takes:
        for name in ("Lead-in", "New content"):
            PhaseMarkFactory(take=take, name=name)


def test_takes_are_shown_with_what_was_said_on_both(take, later, author):
    mark(take, later)
    comments = [CommentFactory(take=one, body=f"第{one.number}讲的话") for one in (take, later)]
    page = author.get(url_of(take))
    assert (page.context["a"], page.context["b"]) == (take, later)
    assert [comment.body in page.text for comment in comments] == [True, True]
    assert page.context["starts"][:2] == [{"a": 0, "b": 0}, {"a": 10, "b": 10}]
    assert page.text.count("<moke-player") == 2
    assert page.text.count("media/js/moke-player.js") == 1
    assert "data-by-phase" in page.text
    assert 'id="unmarked"' not in page.text


def test_a_take_without_marks_runs_by_the_clock_and_the_page_says_so(take, later, author, reviewer):
    mark(take)
    page = author.get(url_of(take)).text
    assert "The phases of take 2 are not marked." in page
    assert reverse("research:phases", args=[later.pk]) in page
    assert "data-by-phase" not in page
    assert reverse("research:phases", args=[later.pk]) not in reviewer.get(url_of(take)).text


def test_phases_that_share_no_name_run_by_the_clock(take, later, author):
    PhaseMarkFactory(take=take, position=0)
    PhaseMarkFactory(take=later, position=1)
    page = author.get(url_of(take)).text
    assert 'id="nothing-shared"' in page
    assert "data-by-phase" not in page


def test_a_single_take_cannot_be_compared(take, author, reviewer):
    assert "Upload the next take" in author.get(url_of(take)).text
    page = reviewer.get(url_of(take)).text
    assert ("Two takes are needed" in page, "Upload the next take" in page) == (True, False)
    assert 'id="compare"' not in author.get(reverse("lessons:lesson", args=[take.lesson_id])).text


def test_who_reads_the_plan_but_not_the_review_sees_no_comments(take, later, sign_in):
    LessonPage.objects.filter(pk=take.lesson_id).update(visibility=Visibility.SCHOOL)
    comment = CommentFactory(take=take)
    person = MembershipFactory(role=Role.TEACHER, school=take.lesson.school).person
    page = sign_in(person).get(url_of(take))
    assert (page.status_code, comment.body in page.text) == (200, False)
    assert 'id="remarks"' not in page.text


@pytest.mark.parametrize("name", ["lessons:lesson", "research:record"])
def test_lesson_and_record_lead_to_the_comparison(take, later, author, name):
    assert url_of(take) in author.get(reverse(name, args=[take.lesson_id])).text


def test_comments_say_their_tags_and_are_narrowed_to_one(take, later, author):
    tag, other = TagFactory(name_en="Pace"), TagFactory(name_en="Board")
    for one, tags in ((take, [tag]), (later, [tag, other]), (later, [])):
        CommentFactory(take=one, tags=[tag.pk for tag in tags])
    page = author.get(url_of(take))
    assert [(one["name"], number) for one, number in page.context["tags"]] == [
        ("Board", 1),
        ("Pace", 2),
    ]
    assert page.text.count(' hidden>\n        <a class="clock"') == 0
    assert '<small class="tags">Pace</small>' in page.text
    for wanted, chosen, hidden in ((tag.pk, tag.pk, 1), (other.pk, other.pk, 2), (0, None, 0)):
        page = author.get(url_of(take), {"tag": wanted})
        assert page.context["tag"] == chosen
        assert page.text.count(' hidden>\n        <a class="clock"') == hidden


def test_comments_show_what_is_enclosed(take, later, author):
    kept = CommentFactory(take=take, enclosed=enclosed_picture()).enclosures.get()
    assert reverse("research:enclosure_small", args=[kept.key]) in author.get(url_of(take)).text


@pytest.mark.parametrize("number", [1, 30])
def test_comparison_asks_as_much_for_many_comments_as_for_one(
    take, later, author, number, django_assert_num_queries
):
    mark(take, later)
    for _ in range(number):
        CommentFactory(take=take)
        CommentFactory(take=later)
    author.get(url_of(take))
    with django_assert_num_queries(7):
        author.get(url_of(take))
