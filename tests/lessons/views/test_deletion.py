import pytest
from django.urls import reverse

from lessons.enums import DeletionReason, Visibility
from lessons.models import LessonPage
from moke.accounts.enums import Role
from moke.media.models import Deletion
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory, LessonPageFactory
from tests.factories.research import WatchableTakeFactory

pytestmark = pytest.mark.django_db
SENT = {"reason": DeletionReason.WRONG_FILE, "words": ""}


@pytest.fixture
def take():
    membership = MembershipFactory(role=Role.TEACHER)
    lesson = LessonPageFactory(author=membership.person, school=membership.school)
    return WatchableTakeFactory(lesson=lesson)


@pytest.fixture
def author(take, sign_in):
    return sign_in(take.lesson.author)


def url(name, take):
    return reverse(f"lessons:{name}", args=[take.pk])


def test_the_author_deletes_a_take_and_undoes_it_with_one_click(take, author):
    assert url("take_delete", take) in author.get(url("take", take)).content.decode()
    assert author.get(url("take_delete", take)).context["kept_days"] == 30
    answer = author.post(url("take_delete", take), SENT)
    assert answer["Location"] == url("take", take)
    page = author.get(url("take", take))
    assert (page.status_code, page.context["may_restore"]) == (200, True)
    assert url("take_restore", take) in page.content.decode()
    assert author.post(url("take_restore", take))["Location"] == url("take", take)
    take.refresh_from_db()
    assert (take.deleted_at, take.recording.is_ready) == (None, True)


def test_a_second_request_finds_it_done(take, author):
    for _click in range(2):
        assert author.post(url("take_delete", take), SENT)["Location"] == url("take", take)
    assert author.get(url("take_delete", take))["Location"] == url("take", take)
    assert Deletion.objects.count() == 1
    for _click in range(2):
        assert author.post(url("take_restore", take)).status_code == 302
    assert Deletion.objects.count() == 0


def test_without_a_reason_nothing_is_deleted(take, author):
    for sent in ({}, {"reason": "other"}, {"reason": "fun"}):
        answer = author.post(url("take_delete", take), sent)
        assert (answer.status_code, list(answer.context["form"].errors) != []) == (422, True)
    take.refresh_from_db()
    assert take.deleted_at is None


def test_what_is_deleted_for_good_is_not_restored(take, author):
    author.post(url("take_delete", take), SENT)
    for _click in range(2):
        assert author.post(url("take_erase", take)).status_code == 302
    assert author.get(url("take", take)).context["may_restore"] is False
    author.post(url("take_restore", take))
    take.refresh_from_db()
    assert take.deleted_at is not None


def test_an_admin_of_its_school_deletes_a_take(take, sign_in):
    admin = MembershipFactory(role=Role.SCHOOL_ADMIN, school=take.lesson.school).person
    client = sign_in(admin)
    lesson_url = reverse("lessons:lesson", args=[take.lesson_id])
    assert url("take_delete", take) in client.get(lesson_url).content.decode()
    client.post(url("take_delete", take), SENT)
    page = client.get(lesson_url)
    assert [gone.deleted_by for gone in page.context["view"].deleted] == [admin]
    assert client.get(url("take", take)).context["may_restore"] is True


@pytest.mark.parametrize("name", ["take", "take_delete", "take_restore", "take_erase"])
def test_a_deleted_take_is_unknown_to_who_does_not_know_the_lesson(take, author, sign_in, name):
    author.post(url("take_delete", take), SENT)
    client = sign_in(MembershipFactory(role=Role.SCHOOL_ADMIN).person)
    send = client.get if name == "take" else client.post
    assert send(url(name, take)).status_code == 404


def test_a_reviewer_neither_deletes_nor_restores(take, author, sign_in):
    client = sign_in(InvitationFactory(take=take).person)
    assert client.post(url("take_delete", take), SENT).status_code == 403
    author.post(url("take_delete", take), SENT)
    assert client.post(url("take_restore", take)).status_code == 403
    page = client.get(url("take", take))
    assert (page.status_code, page.context["may_restore"]) == (403, False)


def test_pages_are_whole_after_the_only_take_was_deleted(take, author, sign_in):
    LessonPage.objects.filter(pk=take.lesson_id).update(visibility=Visibility.DISTRICT)
    author.post(url("take_delete", take), SENT)
    teacher = sign_in(MembershipFactory(role=Role.TEACHER).person)
    for client, deleted in ((author, 1), (teacher, 0)):
        page = client.get(reverse("lessons:lesson", args=[take.lesson_id]))
        assert (page.status_code, len(page.context["view"].deleted)) == (200, deleted)
    for name in ("home", "lessons:library", "lessons:mine"):
        assert author.get(reverse(name)).status_code == 200
    assert author.get(reverse("lessons:take_new", args=[take.lesson_id])).status_code == 200
    record = author.get(reverse("research:record", args=[take.lesson_id]))
    assert "deleted take 1 on" in record.content.decode()


@pytest.mark.parametrize("name", ["media:poster", "media:waveform", "media:source"])
def test_its_files_are_shut_at_once(take, author, name):
    author.post(url("take_delete", take), SENT)
    assert author.get(reverse(name, args=[take.recording.key])).status_code == 404
    assert author.post(reverse("media:grant", args=[take.recording.key])).status_code == 404


def test_what_the_school_took_away_its_author_does_not_bring_back(take, author, sign_in):
    admin = MembershipFactory(role=Role.SCHOOL_ADMIN, school=take.lesson.school).person
    by_school = sign_in(admin)
    by_school.post(url("take_delete", take), {"reason": DeletionReason.CONSENT, "words": ""})
    page = author.get(url("take", take))
    assert (page.context["may_restore"], page.context["may_erase"]) == (False, True)
    assert author.post(url("take_restore", take)).status_code == 403
    assert by_school.post(url("take_restore", take)).status_code == 302
    take.refresh_from_db()
    assert take.deleted_at is None
