import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django_ox.models import OxTask

from lessons.enums import Visibility
from lessons.models import Invitation
from moke.accounts.models import User
from research.domain.round import close_round, round_of, set_round
from research.enums import CommentKind
from research.models import Observation
from tests.factories.accounts import MembershipFactory, TeachingGroupFactory
from tests.factories.research import CommentFactory, ObservationFormFactory
from tests.research.windows import base_in, shown_in

pytestmark = pytest.mark.django_db
TELLS = "research.tasks.write_of_round_to_reviewers"


def test_the_author_says_how_colleagues_observe(take, sign_in):
    form = ObservationFormFactory(language="en")
    author = sign_in(take.lesson.author)
    page = author.get(reverse("lessons:take", args=[take.pk])).content.decode()
    assert form.name in page
    url = reverse("research:round", args=[take.pk])
    assert author.post(url, {"form": form.pk, "questions": 1}).status_code == 302
    found = round_of(take)
    assert (found.form, found.questions, found.highlights) == (form, 1, 0)
    answer = author.post(url, {"form": form.pk, "questions": 400})
    assert answer.status_code == 422
    assert "20" in answer.content.decode()


def test_the_author_sees_who_is_late_and_whose_form_is_awaited(take, reviewing, author):
    form = ObservationFormFactory(language="en")
    set_round(take=take, by=take.lesson.author, form=form)
    Invitation.objects.update(due_on=datetime.date(2026, 9, 1))
    page = author.get(reverse("lessons:take", args=[take.pk])).text
    awaited = f"The form is still awaited from: {reviewing}"
    assert ("overdue since September 1" in page, awaited in page) == (True, True)
    Observation.objects.create(
        take=take, observer=reviewing, form=form, wording={}, handed_in_at=timezone.now()
    )
    Invitation.objects.update(done_at=timezone.now())
    page = author.get(reverse("lessons:take", args=[take.pk])).text
    assert ("after the due day" in page, awaited in page) == (True, False)


def test_the_author_closes_a_round_opens_it_again_and_gives_time(take, reviewing, author):
    page = author.get(reverse("lessons:take", args=[take.pk])).text
    assert "1 reviewer has not finished." in page
    page = author.post(reverse("research:round_close", args=[take.pk]), follow=True).text
    assert ('id="round-reopen"' in page, 'id="round-form"' in page) == (True, False)
    page = author.post(reverse("research:round_reopen", args=[take.pk]), follow=True).text
    assert ('id="round-reopen"' in page, 'id="round-form"' in page) == (False, True)
    extend = reverse("research:round_extend", args=[take.pk])
    assert author.post(extend, {"all-due_on": "2020-01-01"}).status_code == 422
    later = timezone.localdate() + datetime.timedelta(days=3)
    page = author.post(extend, {"all-due_on": later.isoformat()}, follow=True).text
    assert "1 reviewer has time until then." in page
    assert Invitation.objects.get(person=reviewing).due_on == later


def test_reviewers_are_written_to_when_their_round_closes_and_opens(
    take, reviewing, author, mailoutbox, settings
):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    User.objects.filter(pk=reviewing.pk).update(email="wang@example.org")
    author.post(reverse("research:round_close", args=[take.pk]))
    author.post(reverse("research:round_reopen", args=[take.pk]))
    assert [letter.to for letter in mailoutbox] == [["wang@example.org"]] * 2


def test_room_of_a_blind_round_shows_ones_own_words_until_one_has_finished(
    take, reviewer, reviewing
):
    set_round(take=take, by=take.lesson.author, form=None, is_blind=True)
    CommentFactory(take=take, body="别人的话")
    CommentFactory(take=take, author=reviewing, body="自己的话")
    room = reverse("research:room", args=[take.pk])
    page = reviewer.get(room).text
    assert ("自己的话" in page, "别人的话" in page, 'id="blind"' in page) == (True, False, True)
    page = reviewer.post(reverse("research:finish", args=[take.pk]), follow=True).text
    assert ("自己的话" in page, "别人的话" in page, 'id="blind"' in page) == (True, True, False)


def test_words_typed_into_a_closed_round_come_back_with_the_reason(take, reviewer):
    close_round(take=take, by=take.lesson.author)
    said = {"kind": "question", "at": "0:31", "body": "为什么停在这里？"}
    for headers in ({}, {"X-Requested-With": "fetch"}):
        answer = reviewer.post(reverse("research:comments", args=[take.pk]), said, headers=headers)
        assert answer.status_code == 422
        assert "closed this round" in answer.text
    assert "为什么停在这里？" in answer.text
    page = reviewer.get(reverse("research:room", args=[take.pk])).text
    assert ('id="closed"' in page, 'id="composer"' in page) == (True, False)


def test_room_and_take_name_the_lead_who_closed_the_round(take, reviewer, author, sign_in):
    lead = MembershipFactory(school=take.lesson.school).person
    TeachingGroupFactory(school=take.lesson.school, lead=lead, members=[take.lesson.author])
    type(take.lesson).objects.update(visibility=Visibility.SCHOOL)
    sign_in(lead).post(reverse("research:round_close", args=[take.pk]))
    said = f"{lead} closed this round on"
    room, page = reverse("research:room", args=[take.pk]), reverse("lessons:take", args=[take.pk])
    assert (said in reviewer.get(room).text, said in author.get(page).text) == (True, True)
    assert "You closed this round on" in sign_in(lead).get(page).text


def test_finish_is_the_invited_persons_alone(take, reviewer, reviewing, sign_in):
    url = reverse("research:finish", args=[take.pk])
    assert sign_in(take.lesson.author).post(url).status_code == 404
    for _ in range(2):
        assert reviewer.post(url)["Location"] == reverse("research:room", args=[take.pk])
    assert Invitation.objects.get(take=take, person=reviewing).done_at is not None


def test_finish_says_what_the_round_still_asks_for(take, reviewer, reviewing):
    set_round(take=take, by=take.lesson.author, form=None, questions=1)
    url = reverse("research:finish", args=[take.pk])
    page = reviewer.post(url, follow=True).content.decode()
    assert "Ask 1 more question" in page
    invitation = Invitation.objects.get(take=take, person=reviewing)
    assert invitation.done_at is None
    CommentFactory(take=take, author=reviewing, kind=CommentKind.QUESTION)
    reviewer.post(url)
    invitation.refresh_from_db()
    assert invitation.done_at is not None


def test_author_and_lead_who_set_a_round_at_once_lose_nothing(take, author):
    page, url = (reverse(name, args=[take.pk]) for name in ("lessons:take", "research:round"))
    old = base_in(author.get(page))
    lead = {"before": old, "highlights": "2", "questions": "0", "suggestions": "0"}
    assert author.post(url, lead).status_code == 302
    other = {"before": old, "highlights": "0", "questions": "1", "suggestions": "0"}
    assert author.post(url, other | {"is_blind": "on"}).status_code == 302
    found = round_of(take)
    assert (found.highlights, found.questions, found.is_blind) == (2, 1, True)
    clash = author.post(url, other | {"highlights": "5"})
    assert clash.status_code == 422
    assert "As it stands now" in clash.text
    assert round_of(take).highlights == 2
    author.post(url, other | {"highlights": "5", "over": shown_in(clash)})
    assert round_of(take).highlights == 5


def test_one_s_own_in_its_place_leaves_what_others_changed_besides(take, author):
    url = reverse("research:round", args=[take.pk])
    set_round(take=take, by=take.lesson.author, form=None, highlights=1, is_blind=True)
    page = author.get(reverse("lessons:take", args=[take.pk]))
    before = base_in(page)
    set_round(take=take, by=take.lesson.author, form=None, highlights=2)
    mine = {"highlights": 5, "is_blind": "on", "before": before}
    clash = author.post(url, mine)
    assert clash.status_code == 422
    assert author.post(url, mine | {"over": shown_in(clash)}).status_code == 302
    found = round_of(take)
    assert (found.highlights, found.is_blind) == (5, False)


def test_reviewers_are_told_once_of_what_changed(take, reviewing, author):
    close = reverse("research:round_close", args=[take.pk])
    for _click in range(2):
        assert author.post(close).status_code == 302
    extend = reverse("research:round_extend", args=[take.pk])
    later = timezone.localdate() + datetime.timedelta(days=3)
    for _click in range(2):
        assert author.post(extend, {"all-due_on": later.isoformat()}).status_code == 302
    events = [task.args[1] for task in OxTask.objects.filter(task_path=TELLS)]
    assert sorted(events) == ["closed", "extended"]
