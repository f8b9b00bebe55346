from datetime import date

import pytest
from django.utils.translation import override

from moke.curriculum.enums import Term
from moke.curriculum.terms import SchoolTerm, read_term, term_of

FIRST, SECOND = SchoolTerm(2026, Term.FIRST), SchoolTerm(2026, Term.SECOND)


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (date(2026, 8, 1), FIRST),
        (date(2027, 1, 31), FIRST),
        (date(2027, 2, 1), SECOND),
        (date(2027, 7, 31), SECOND),
        (date(2027, 8, 1), SchoolTerm(2027, Term.FIRST)),
    ],
)
def test_days_belong_to_terms(day, term):
    assert term_of(day) == term
    assert term.begins_on <= day <= term.ends_on


def test_terms_follow_each_other():
    assert (FIRST.next, SECOND.before, SECOND.next.before) == (SECOND, FIRST, SECOND)
    assert FIRST < SECOND < SECOND.next


def test_terms_are_named_in_both_languages():
    with override("en"):
        assert str(SECOND) == "2026–2027, second term"
    with override("zh-hans"):
        assert str(FIRST) == "2026—2027 学年上学期"


@pytest.mark.parametrize("code", ["", "2026", "2026-third", "1999-first", "2026-first ", "9" * 50])
def test_what_names_no_term_is_none(code):
    assert read_term(code) is None


def test_codes_lead_back_to_their_terms():
    assert [read_term(term.code) for term in (FIRST, SECOND)] == [FIRST, SECOND]
