import datetime

import pytest
from django.utils import timezone

from lessons.domain.invitation import finish_review
from research.domain.queries.record import record_of
from research.domain.queries.record_round import tell_round
from research.domain.round import close_round, set_round
from tests.factories.lessons import InvitationFactory, TakeFactory
from tests.factories.research import ObservationFormFactory

pytestmark = pytest.mark.django_db


def test_nobody_asked_and_nothing_set_is_no_round():
    take = TakeFactory()
    told = tell_round(None, [], viewer=take.lesson.author, author=take.lesson.author_id)
    assert told is None


def test_what_one_colleague_is_asked_alone_stays_between_them_and_who_leads():
    take = TakeFactory()
    lead = take.lesson.author
    for note in ("看导入", "看导入"):
        InvitationFactory(take=take, invited_by=lead, note=note)
    alone = InvitationFactory(take=take, invited_by=lead, note="这次请多看亮点").person
    other = InvitationFactory(take=take, invited_by=lead).person
    read = {
        person: [words for name, words in told.round.facts if name == "What to look at"]
        for person in (lead, alone, other)
        for told in record_of(take.lesson, person).chapters
    }
    both = ["看导入", "这次请多看亮点"]
    assert read == {lead: both, alone: both, other: ["看导入"]}


def test_a_record_says_how_a_take_was_reviewed_and_who_was_on_time():
    take, today = TakeFactory(), timezone.localdate()
    lead = take.lesson.author
    asked = [
        InvitationFactory(take=take, invited_by=lead, note="看导入", due_on=today + days)
        for days in (datetime.timedelta(1), datetime.timedelta(-1), datetime.timedelta(1))
    ]
    for invitation in asked[:2]:
        finish_review(invitation=invitation)
    form = ObservationFormFactory()
    set_round(take=take, by=lead, form=form, highlights=2, is_blind=True)
    close_round(take=take, by=lead)
    (chapter,) = record_of(take.lesson, lead).chapters
    facts = dict(chapter.round.facts)
    assert facts["Opened by"] == str(lead)
    assert facts["What to look at"] == "看导入"
    assert facts["Observation form"] == form.name
    assert facts["Asked at the least"] == "highlights, at least 2"
    assert facts["How it was read"] == "Each alone until finished"
    assert facts["Round closed by"].startswith(f"{lead}, ")
    assert list(chapter.round.reviewers) == [
        (str(asked[0].person), "finished in time"),
        (str(asked[1].person), "finished late"),
        (str(asked[2].person), "not finished"),
    ]


def test_an_open_round_without_a_due_day_says_no_more_than_it_knows():
    take = TakeFactory()
    invitation = InvitationFactory(take=take, invited_by=take.lesson.author, note="", due_on=None)
    finish_review(invitation=invitation)
    told = record_of(take.lesson, take.lesson.author).chapters[0].round
    assert told.facts == [("Opened by", str(take.lesson.author))]
    assert told.reviewers == [(str(invitation.person), "has finished")]
