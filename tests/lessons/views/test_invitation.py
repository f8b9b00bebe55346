import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from lessons.enums import Visibility
from lessons.models import Invitation, LessonPage
from moke.accounts.enums import Role
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def take():
    """A take of a draft whose author teaches at its school."""
    membership = MembershipFactory()
    lesson = LessonPageFactory(author=membership.person, school=membership.school)
    return TakeFactory(lesson=lesson)


def teacher(**kwargs):
    return MembershipFactory(**kwargs).person


def test_invite_asks_the_chosen_colleagues(take, sign_in):
    people = [teacher(), teacher()]
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    sent = {"people": [p.pk for p in people], "note": "识字", "due_on": tomorrow}
    url = reverse("lessons:invite", args=[take.pk])
    client = sign_in(take.lesson.author)
    assert client.post(url, sent)["Location"] == reverse("lessons:take", args=[take.pk])
    asked = Invitation.objects.values_list("person", "note", "due_on")
    assert list(asked) == [(p.pk, "识字", tomorrow) for p in people]
    page = client.get(reverse("lessons:take", args=[take.pk]))
    assert page.text.count('data-review="waiting"') == 2


def test_all_whom_words_find_are_invited_together(take, sign_in):
    music = {"grade": 3, "subjects": ["music"]}
    two = [teacher(**music, person__name="Wang Fang"), teacher(**music)]
    teacher(grade=4, subjects=["music"])
    chosen = teacher()
    client = sign_in(take.lesson.author)
    url = reverse("lessons:take", args=[take.pk])
    htmx = {"HX-Request": "true", "HX-Target": "colleagues"}
    words = {"q": "Music grade 3"}
    page = client.get(url, words, headers=htmx)
    assert 'name="everyone" value="Music grade 3"' in page.text
    assert 'name="everyone"' not in client.get(url, {"q": two[0].name}, headers=htmx).text
    sent = {"people": [chosen.pk], "everyone": "Music grade 3"}
    client.post(reverse("lessons:invite", args=[take.pk]), sent)
    assert {i.person for i in take.invitations.all()} == {chosen, *two}


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"people": []}, "people"),
        ({"due_on": "2020-01-01"}, "due_on"),
        ({"note": "字" * 301}, "note"),
    ],
)
def test_invite_keeps_what_was_chosen_beside_an_error(take, sign_in, sent, wrong):
    person = teacher(person__name="Wang Fang")
    url = reverse("lessons:invite", args=[take.pk])
    page = sign_in(take.lesson.author).post(url, {"people": person.pk, "note": "识字"} | sent)
    form = next(context["form"] for context in page.context if "invitations" in context)
    assert (page.status_code, list(form.errors)) == (422, [wrong])
    assert page.context["chosen"] == ([] if wrong == "people" else [person])
    assert Invitation.objects.count() == 0


def test_invite_refuses_students_and_the_author(take, sign_in):
    url = reverse("lessons:invite", args=[take.pk])
    client = sign_in(take.lesson.author)
    for person in (teacher(role=Role.STUDENT, grade=1), take.lesson.author):
        assert client.post(url, {"people": person.pk}).status_code == 422
    assert Invitation.objects.count() == 0


def test_invite_twice_is_harmless(take, sign_in):
    person = teacher()
    url = reverse("lessons:invite", args=[take.pk])
    client = sign_in(take.lesson.author)
    assert client.post(url, {"people": person.pk}).status_code == 302
    assert client.post(url, {"people": person.pk}).status_code == 422
    assert Invitation.objects.count() == 1


def test_invite_is_the_authors_alone(take, sign_in):
    url = reverse("lessons:invite", args=[take.pk])
    stranger = teacher()
    assert sign_in(stranger).post(url, {"people": stranger.pk}).status_code == 404
    LessonPage.objects.filter(pk=take.lesson.pk).update(visibility=Visibility.DISTRICT)
    assert sign_in(stranger).post(url, {"people": stranger.pk}).status_code == 403
    assert Invitation.objects.count() == 0


def test_withdraw_is_the_authors_alone(take, sign_in):
    invitation = InvitationFactory(take=take, person=teacher())
    url = reverse("lessons:invitation_withdraw", args=[invitation.pk])
    assert sign_in(invitation.person).post(url).status_code == 404
    assert sign_in(take.lesson.author).get(url).status_code == 405
    assert sign_in(take.lesson.author).post(url).status_code == 302
    assert Invitation.objects.count() == 0


def test_day_and_note_of_one_reviewer_are_changed_beside_their_name(take, sign_in):
    invitation = InvitationFactory(take=take, person=teacher(), note="识字")
    url = reverse("lessons:invitation_change", args=[invitation.pk])
    names = [f"invitation-{invitation.pk}-{name}" for name in ("note", "due_on")]
    client = sign_in(take.lesson.author)
    page = client.get(reverse("lessons:take", args=[take.pk])).text
    assert [f'name="{name}"' in page for name in names] == [True, True]
    refused = client.post(url, dict(zip(names, ("朗读", "2020-01-01"), strict=True)))
    shown = 'class="invitation-change" open' in refused.text
    assert (refused.status_code, shown, 'value="朗读"' in refused.text) == (422, True, True)
    today = timezone.localdate()
    assert client.post(url, dict(zip(names, ("朗读", today), strict=True))).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.note, invitation.due_on) == ("朗读", today)
    assert sign_in(invitation.person).post(url).status_code == 404


def test_impossible_people_are_not_invited(take, sign_in):
    url = reverse("lessons:invite", args=[take.pk])
    sent = {"people": ["9" * 20, "9" * 5000, "x"], "q": "a " * 2000}
    assert sign_in(take.lesson.author).post(url, sent).status_code == 422
    assert Invitation.objects.count() == 0
