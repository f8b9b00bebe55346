import pytest

from research.domain.wording import read_wording, sheet_key, wording_of
from tests.factories.research import ObservationFormFactory, dimension

pytestmark = pytest.mark.django_db


def viewpoints(look_at):
    form = ObservationFormFactory(dimensions=[dimension(look_at=look_at)])
    return read_wording(wording_of(form=form)).dimensions[0].viewpoints


@pytest.mark.parametrize(
    ("line", "viewpoint", "question"),
    [
        ("倾听：多少学生在听？", "倾听", "多少学生在听？"),
        ("Listening: How many listen?", "Listening", "How many listen?"),
        ("倾听", "倾听", ""),
        ("评价：及时、具体", "评价：及时、具体", ""),
        ("学生在听吗？问：谁？", "学生在听吗？问：谁？", ""),
    ],
)
def test_a_viewpoint_may_go_on_with_what_to_ask(line, viewpoint, question):
    assert viewpoints(line) == [(viewpoint, question)]


def test_a_form_without_questions_is_stored_as_it_always_was():
    stored = wording_of(form=ObservationFormFactory())
    assert [sorted(part) for part in stored["dimensions"]] == [
        ["look_at", "meanings", "name", "needs_evidence", "points"]
    ] * 2


def test_two_questions_about_one_thing_are_two_viewpoints():
    lines = ["互动：师生怎样问答？", "互动：学生之间怎样商量？"]
    assert viewpoints("\n".join(lines)) == [(line, "") for line in lines]


def test_a_question_that_is_added_later_is_no_other_sheet():
    form = ObservationFormFactory(dimensions=[dimension(look_at="倾听")])
    before = wording_of(form=form)
    form.dimensions = [dimension(look_at="倾听：多少学生在听？")]
    form.save()
    form.refresh_from_db()
    after = wording_of(form=form)
    assert before != after
    assert sheet_key(stored=before) == sheet_key(stored=after)
