import pytest
from django.urls import reverse

from lessons.domain.decision import approve, send_back
from lessons.domain.lesson import publish_plan
from lessons.domain.submission import submit_for_selection
from lessons.domain.visibility import set_visibility
from lessons.enums import Visibility
from lessons.models import LessonPage
from moke.accounts.domain.membership import add_membership
from moke.accounts.enums import Role
from moke.curriculum.enums import Subject
from tests.factories.lessons import LessonPageFactory, RipeLessonFactory

pytestmark = pytest.mark.django_db

MAX_QUERIES = 10
LIST_QUERIES = 8


def page_of(client, lesson):
    return client.get(reverse("lessons:lesson", args=[lesson.pk]))


def submit(lesson):
    return submit_for_selection(lesson=lesson, by=lesson.author)


def test_author_submits_and_reads_whom_it_waits_for(sign_in, ripe, people):
    client = sign_in(people["author"])
    assert 'id="submit"' in page_of(client, ripe).text
    page = client.post(reverse("lessons:submit", args=[ripe.pk]), follow=True)
    assert page.redirect_chain == [(f"/lessons/{ripe.pk}/#way-up", 302)]
    assert "It waits for School-Admin." in page.text
    assert 'data-stage="waiting"' in page.text
    assert 'id="submission-withdraw"' in page.text
    assert 'id="decide"' not in page.text


def test_author_reads_what_is_missing_before_and_after_trying(sign_in, people, schools):
    lesson = LessonPageFactory(author=people["author"], school=schools[0])
    client = sign_in(people["author"])
    missing = "Upload a recording and wait until it can be watched."
    assert missing in page_of(client, lesson).text
    assert 'id="submit"' not in page_of(client, lesson).text
    page = client.post(reverse("lessons:submit", args=[lesson.pk]), follow=True)
    assert page.text.count(missing) == 2


def test_author_takes_the_lesson_back(sign_in, ripe, people):
    submit(ripe)
    client = sign_in(people["author"])
    address = reverse("lessons:submission_withdraw", args=[ripe.pk])
    assert "Taken back." in client.post(address, follow=True).text
    page = client.post(address, follow=True)
    assert "There was nothing to take back" in page.text
    assert 'id="submit"' in page.text


def test_author_reads_why_it_was_sent_back_and_submits_again(sign_in, ripe, people):
    submit(ripe)
    send_back(lesson=ripe, by=people["school_admin"], reason="导入太长。\n请压缩。")
    client = sign_in(people["author"])
    page = page_of(client, ripe).text
    assert "Sent back by School-Admin" in page
    assert "导入太长。<br>请压缩。" in page
    page = client.post(reverse("lessons:submit", args=[ripe.pk]), follow=True).text
    assert "and submitted again since" in page
    assert "It waits for School-Admin." in page


def test_seal_is_for_everybody_and_the_process_for_three(sign_in, ripe, people):
    submit(ripe)
    approve(lesson=ripe, by=people["school_admin"], note="内部的话。")
    approve(lesson=ripe, by=people["curator"])
    LessonPage.objects.update(visibility=Visibility.PUBLIC)
    told = set()
    for name, person in people.items():
        page = page_of(sign_in(None if name == "anonymous" else person), ripe).text
        assert 'id="selected"' in page, name
        if "内部的话。" in page or "way-up" in page:
            told.add(name)
    assert told == {"author", "school_admin", "curator"}


def test_card_carries_the_seal(sign_in, ripe, people):
    submit(ripe)
    approve(lesson=ripe, by=people["school_admin"])
    approve(lesson=ripe, by=people["curator"])
    page = sign_in(people["student"]).get(reverse("lessons:library"))
    assert '<b class="seal selected">' in page.text


def test_stand_in_is_explained(sign_in, people, schools):
    lesson = RipeLessonFactory(author=people["admin_elsewhere"], school=schools[1])
    submit(lesson)
    page = page_of(sign_in(lesson.author), lesson).text
    assert "The school has no other admin than the author" in page
    assert "It waits for Curator." in page
    assert 'id="decide"' in page_of(sign_in(people["curator"]), lesson).text


def test_page_says_when_nobody_may_decide(sign_in, people, schools):
    add_membership(person=people["author"], role=Role.CURATOR, school=None)
    people["curator"].is_active = False
    people["curator"].save()
    lesson = RipeLessonFactory(author=people["author"], school=schools[0])
    submit(lesson)
    approve(lesson=lesson, by=people["school_admin"])
    assert "Nobody may decide it yet" in page_of(sign_in(lesson.author), lesson).text


def test_plan_that_was_changed_since_is_told_and_the_submitted_one_shown(sign_in, ripe, people):
    submit(ripe)
    ripe.objectives = "改写后的目标。"
    ripe.save_revision(user=ripe.author)
    publish_plan(lesson=LessonPage.objects.get(pk=ripe.pk), by=ripe.author)
    client = sign_in(people["school_admin"])
    page = page_of(client, ripe).text
    assert "The author has published changes to the plan since." in page
    assert "改写后的目标。" in page
    address = reverse("lessons:submitted_plan", args=[ripe.pk])
    shown = client.get(address).text
    assert "能有感情地朗读课文。" in shown
    assert "改写后的目标。" not in shown
    assert sign_in(people["colleague"]).get(address).status_code == 404


@pytest.mark.parametrize("who", ["author", "school_admin", "curator"])
def test_lesson_page_holds_its_queries_with_its_way(
    sign_in, ripe, people, who, django_assert_max_num_queries
):
    submit(ripe)
    send_back(lesson=ripe, by=people["school_admin"], reason="导入太长。")
    submit(ripe)
    approve(lesson=ripe, by=people["school_admin"])
    client = sign_in(people[who])
    page_of(client, ripe)
    with django_assert_max_num_queries(MAX_QUERIES):
        page_of(client, ripe)


def test_list_shows_what_waits_for_me_by_subject(sign_in, people, schools):
    mine = [
        RipeLessonFactory(author=people["author"], school=schools[0], title="数学课"),
        RipeLessonFactory(author=people["author"], school=schools[0], title="语文课"),
    ]
    LessonPage.objects.filter(pk=mine[0].pk).update(subject=Subject.MATHEMATICS)
    theirs = RipeLessonFactory(author=people["teacher_elsewhere"], school=schools[1])
    for lesson in [*mine, theirs]:
        submit(lesson)
    address = reverse("lessons:submissions")
    page = sign_in(people["school_admin"]).get(address).text
    assert "2 lessons" in page
    assert page.index("语文课") < page.index("数学课")
    assert "Nothing waits for you" in sign_in(people["curator"]).get(address).text
    approve(lesson=mine[0], by=people["school_admin"])
    page = sign_in(people["curator"]).get(address).text
    assert "数学课" in page
    assert "语文课" not in page
    assert sign_in(people["colleague"]).get(address).status_code == 403


@pytest.mark.parametrize("times", [1, 30])
def test_list_holds_its_queries(sign_in, people, schools, times, django_assert_max_num_queries):
    for _ in range(times):
        submit(RipeLessonFactory(author=people["author"], school=schools[0]))
    client = sign_in(people["school_admin"])
    client.get(reverse("lessons:submissions"))
    with django_assert_max_num_queries(LIST_QUERIES):
        client.get(reverse("lessons:submissions"))


def test_withdrawn_lesson_leaves_the_list(sign_in, ripe, people):
    submit(ripe)
    set_visibility(lesson=ripe, visibility=Visibility.DRAFT, by=people["author"])
    page = sign_in(people["school_admin"]).get(reverse("lessons:submissions")).text
    assert "Nothing waits for you" in page
