import pytest
from django.urls import reverse
from django.utils import timezone

from lessons.enums import Visibility
from lessons.models import LessonPage, Take
from moke.accounts.enums import Role
from moke.curriculum.enums import Grade
from moke.media.enums import Problem, State
from moke.media.models import Recording
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.factories.research import WatchableTakeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    """A draft whose author teaches at its school."""
    membership = MembershipFactory()
    return LessonPageFactory(author=membership.person, school=membership.school)


def widen(lesson, visibility):
    LessonPage.objects.filter(pk=lesson.pk).update(visibility=visibility)


def teacher(**kwargs):
    return MembershipFactory(**kwargs).person


def test_take_new_opens_a_take(lesson, sign_in):
    url = reverse("lessons:take_new", args=[lesson.pk])
    client = sign_in(lesson.author)
    page = client.get(url)
    assert list(page.context["form"].fields) == ["taught_on", "class_name"]
    today = timezone.localdate()
    answer = client.post(url, {"taught_on": today, "class_name": "一（2）班"})
    take = Take.objects.get()
    assert answer["Location"] == reverse("lessons:take", args=[take.pk])
    assert (take.taught_on, take.recording.state) == (today, State.WAITING)


def test_take_new_clicked_twice_opens_one_take(lesson, sign_in):
    url = reverse("lessons:take_new", args=[lesson.pk])
    client = sign_in(lesson.author)
    sent = {"taught_on": timezone.localdate(), "class_name": "一（2）班"}
    assert client.post(url, sent)["Location"] == client.post(url, sent)["Location"]
    assert (Take.objects.count(), Recording.objects.count()) == (1, 1)
    assert client.get(url).context["form"]["class_name"].value() == "一（2）班"


def test_take_new_keeps_what_was_typed_beside_an_error(lesson, sign_in):
    url = reverse("lessons:take_new", args=[lesson.pk])
    page = sign_in(lesson.author).post(url, {"taught_on": "2999-01-01", "class_name": "一（2）班"})
    assert list(page.context["form"].errors) == ["taught_on"]
    assert "一（2）班" in page.text
    assert Take.objects.count() == 0


def test_take_new_asks_what_changed_and_invites_again(lesson, sign_in):
    first = WatchableTakeFactory(lesson=lesson)
    colleague = InvitationFactory(take=first, person=teacher()).person
    url = reverse("lessons:take_new", args=[lesson.pk])
    sent = {"taught_on": timezone.localdate(), "class_name": "一（3）班", "invite_again": "on"}
    client = sign_in(lesson.author)
    assert list(client.post(url, sent).context["form"].errors) == ["change_note"]
    client.post(url, sent | {"change_note": "朗读放慢。"})
    second = lesson.takes.get(number=2)
    assert [i.person for i in second.invitations.all()] == [colleague]


def test_take_new_takes_a_recording_that_arrived(lesson, sign_in):
    arrived = Recording.objects.create(
        owner=lesson.author, state=State.READY, original_name="教室 301.mp4"
    )
    url = reverse("lessons:take_new", args=[lesson.pk])
    client = sign_in(lesson.author)
    assert "教室 301.mp4" in client.get(url).text
    sent = {"taught_on": timezone.localdate(), "class_name": "一（2）班", "recording": arrived.pk}
    client.post(url, sent)
    assert Take.objects.get().recording == arrived


def test_take_new_is_the_authors_alone(lesson, sign_in):
    url = reverse("lessons:take_new", args=[lesson.pk])
    assert sign_in(None).get(url).status_code == 302
    assert sign_in(teacher()).get(url).status_code == 404
    widen(lesson, Visibility.DISTRICT)
    assert sign_in(teacher()).post(url).status_code == 403


@pytest.mark.parametrize("state", State.values)
def test_take_shows_its_recording_in_every_state(lesson, sign_in, state):
    take = TakeFactory(lesson=lesson, recording__state=state, recording__problem=Problem.CUT_OFF)
    page = sign_in(lesson.author).get(reverse("lessons:take", args=[take.pk]))
    assert page.status_code == 200
    awaits = state in (State.WAITING, State.UPLOADING, State.FAILED)
    assert ("<moke-upload" in page.text, "<moke-progress" in page.text) == (
        awaits,
        True,
    )


def test_take_leads_into_the_room_once_it_can_be_watched(lesson, sign_in):
    take = WatchableTakeFactory(lesson=lesson)
    page = sign_in(lesson.author).get(reverse("lessons:take", args=[take.pk]))
    assert reverse("research:room", args=[take.pk]) in page.text
    assert "<moke-upload" not in page.text


def test_take_leads_a_reviewer_into_the_room(lesson, sign_in):
    take = WatchableTakeFactory(lesson=lesson)
    person = InvitationFactory(take=take, person=teacher()).person
    url = reverse("lessons:take", args=[take.pk])
    assert sign_in(person).get(url)["Location"] == reverse("research:room", args=[take.pk])


def test_take_is_unknown_to_others(lesson, sign_in):
    take = WatchableTakeFactory(lesson=lesson)
    widen(lesson, Visibility.PUBLIC)
    url = reverse("lessons:take", args=[take.pk])
    assert sign_in(teacher()).get(url).status_code == 404
    assert sign_in(None).get(url).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_take_asks_as_much_for_many_people_as_for_one(
    lesson, sign_in, number, django_assert_num_queries
):
    take = WatchableTakeFactory(lesson=lesson)
    for _ in range(number):
        teacher()
        InvitationFactory(take=take, person=teacher())
    client = sign_in(lesson.author)
    url = reverse("lessons:take", args=[take.pk])
    client.get(url)
    with django_assert_num_queries(17):
        client.get(url)


def test_take_finds_colleagues_and_keeps_those_chosen(lesson, sign_in):
    take = TakeFactory(lesson=lesson)
    chosen, found, other = (teacher(person__name=name) for name in ("Chosen", "Found", "Other"))
    page = sign_in(lesson.author).get(
        reverse("lessons:take", args=[take.pk]),
        {"q": "foun", "people": chosen.pk},
        headers={"HX-Request": "true", "HX-Target": "colleagues"},
    )
    assert (page.context["chosen"], page.context["found"]) == ([chosen], [found])
    assert "<html" not in page.text
    assert other.name not in page.text


def test_take_plan_shows_the_plan_as_it_stood(lesson, sign_in):
    lesson.objectives = "会认十二个生字。"
    lesson.save_revision(user=lesson.author).publish()
    take = WatchableTakeFactory(lesson=lesson)
    lesson.objectives = "另有打算。"
    lesson.save_revision(user=lesson.author).publish()
    page = sign_in(lesson.author).get(reverse("lessons:take_plan", args=[take.pk]))
    assert "会认十二个生字。" in page.text
    assert "另有打算。" not in page.text
    assert f"/compare/{take.plan_id}...latest/" in page.text


def test_take_plan_is_for_those_who_read_plans(lesson, sign_in):
    take = WatchableTakeFactory(lesson=lesson)
    url = reverse("lessons:take_plan", args=[take.pk])
    assert sign_in(teacher()).get(url).status_code == 404
    widen(lesson, Visibility.DISTRICT)
    page = sign_in(teacher()).get(url)
    assert (page.status_code, "/compare/" in page.text) == (200, False)
    student = teacher(role=Role.STUDENT, grade=Grade.G1)
    assert sign_in(student).get(url).status_code == 403


def test_take_retry_processes_a_kept_file_again(lesson, sign_in):
    take = TakeFactory(lesson=lesson, recording__state=State.FAILED, recording__source="x/source")
    url = reverse("lessons:take_retry", args=[take.pk])
    client = sign_in(lesson.author)
    assert client.get(url).status_code == 405
    for _ in range(2):
        assert client.post(url)["Location"] == reverse("lessons:take", args=[take.pk])
    take.recording.refresh_from_db()
    assert take.recording.state == State.QUEUED
