import pytest

from lessons.domain.invitation import finish_review
from research.domain.coding import reopen_coding
from research.domain.queries.coding import coding_report
from research.domain.round import set_round
from research.enums import Scheme
from tests.factories.lessons import InvitationFactory
from tests.factories.research import CodingFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db


def test_report_sets_takes_and_coders_side_by_side():
    first = WatchableTakeFactory()
    second = WatchableTakeFactory(lesson=first.lesson)
    codings = [
        CodingFactory(take=first, codes="TTSS"),
        CodingFactory(take=second, codes="TSTS"),
        CodingFactory(take=second, codes="TSSS", interval_s=15),
    ]
    CodingFactory(codes="TT")
    CodingFactory(take=first)
    st, flanders = coding_report(take=second, person=second.lesson.author)
    assert [(line.number, line.coding, line.is_here) for line in st.lines] == [
        (1, codings[0], False),
        (2, codings[1], True),
        (3, codings[2], True),
    ]
    assert (st.pairs, flanders.lines) == ([], [])


def test_pair_says_where_they_differ():
    take = WatchableTakeFactory()
    for codes in ("TTSST", "TSST"):
        CodingFactory(take=take, codes=codes)
    (pair,) = coding_report(take=take, person=take.lesson.author)[0].pairs
    assert (pair.agreement.number, pair.agreement.same) == (4, 2)
    found = [(stretch.start_s, stretch.end_s, *stretch.names) for stretch in pair.differences]
    assert found == [
        (30, 60, "Teacher acts", "Students act"),
        (90, 120, "Students act", "Teacher acts"),
    ]


def test_a_blind_round_hides_others_codings_from_its_reviewers():
    take = WatchableTakeFactory()
    set_round(take=take, by=take.lesson.author, form=None, is_blind=True)
    invitation = InvitationFactory(take=take)
    CodingFactory(take=take, codes="TT")
    own = CodingFactory(take=take, codes="SS", coder=invitation.person)
    shown = coding_report(take=take, person=invitation.person)[0].lines
    assert [line.coding for line in shown] == [own]
    finish_review(invitation=invitation)
    assert len(coding_report(take=take, person=invitation.person)[0].lines) == 2


def test_others_wait_until_ones_own_coding_is_finished():
    take = WatchableTakeFactory()
    CodingFactory(take=take, codes="TT")
    own = reopen_coding(coding=CodingFactory(take=take, codes="SS"))
    CodingFactory(take=take, codes="55", scheme=Scheme.FIAS, interval_s=3)
    st, flanders = coding_report(take=take, person=own.coder)
    assert (st.waits, st.own, st.lines) == (True, own, [])
    assert (flanders.waits, flanders.own, len(flanders.lines)) == (False, None, 1)
    later = WatchableTakeFactory(lesson=take.lesson)
    assert coding_report(take=later, person=own.coder)[0].lines == []


def test_longest_stretch_is_the_first_of_its_length():
    line = coding_report_of("-TTTSSSS")
    assert (line.longest.start_s, line.longest.end_s) == (120, 240)
    assert line.longest.names == ("Students act",)


def coding_report_of(codes):
    coding = CodingFactory(codes=codes)
    return coding_report(take=coding.take, person=coding.coder)[0].lines[0]


def test_report_asks_once_however_many(django_assert_num_queries):
    take = WatchableTakeFactory()
    for number in (1, 30):
        for _ in range(take.codings.count(), number):
            CodingFactory(take=take, codes="TSTT")
        with django_assert_num_queries(1):
            report = coding_report(take=take, person=take.lesson.author)
            assert len(list(report[0].lines)) == number
