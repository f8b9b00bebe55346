"""What coders found, on paper: what is on it, and that its pictures have inks of their own."""

import pytest

from lessons.domain.invitation import finish_review
from research.domain.coding_paper import (
    coding_digest_of,
    coding_paper_of,
    write_coding_paper,
)
from research.domain.record_pdf import write_coding_pdf
from research.domain.round import set_round
from research.enums import Scheme
from tests.factories.lessons import InvitationFactory
from tests.factories.research import CodingFactory, WatchableTakeFactory
from tests.research.domain.test_record_paper import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def take():
    take = WatchableTakeFactory()
    for codes in ("TTSST", "TSSST"):
        CodingFactory(take=take, codes=codes)
    CodingFactory(take=take, scheme=Scheme.FIAS, codes="458")
    return take


def paper(take, reader=None):
    return coding_paper_of(take=take, reader=reader or take.lesson.author)


def test_paper_holds_figures_pictures_and_agreement(take):
    told = words_of(write_coding_pdf(paper(take)), "-layout")
    wanted = ("S-T analysis", "Flanders interaction analysis", "κ = 0.62", "0.60", "Page 1 of")
    assert [words for words in wanted if words not in told] == []
    page = write_coding_paper(paper(take))
    assert (page.count("<svg"), page.count("<style>")) == (5, 6)


def test_reader_of_a_blind_round_finds_nothing_on_paper_until_they_have_finished(take):
    set_round(take=take, by=take.lesson.author, form=None, is_blind=True)
    invitation = InvitationFactory(take=take)
    assert "Nobody has finished coding" in write_coding_paper(paper(take, invitation.person))
    finish_review(invitation=invitation)
    assert len(paper(take, invitation.person).reports) == 2


def test_digest_changes_with_what_is_found(take):
    before = coding_digest_of(paper(take))
    assert coding_digest_of(paper(take)) == before
    CodingFactory(take=take, codes="S")
    assert coding_digest_of(paper(take)) != before
