import csv
import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from moke.accounts.enums import Role
from moke.curriculum.terms import term_of
from research.domain.queries.work import teachers_of
from tests.factories.accounts import MembershipFactory, SchoolFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import WatchableTakeFactory

pytestmark = pytest.mark.django_db
URL = "/work/"


@pytest.fixture
def school():
    return SchoolFactory(name="榆林路小学")


@pytest.fixture
def teacher(school):
    person = MembershipFactory(school=school, person__name="林晓燕").person
    take = WatchableTakeFactory(lesson__title="树和喜鹊")
    InvitationFactory(take=take, person=person, done_at=timezone.now())
    return person


def of_person(person):
    return reverse("research:work_of_person", args=[person.pk])


def of_school(school):
    return reverse("research:work_of_school", args=[school.pk])


def table(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_teachers_see_their_own_work_and_take_it_along(teacher, sign_in):
    client = sign_in(teacher)
    page = client.get(URL).text
    assert ("树和喜鹊" in page, "10:00</dd>" in page) == (True, True)
    head, row = table(client.get(URL, {"as": "csv"}))
    assert (len(head), row[2], row[7]) == (len(row), "树和喜鹊", "10.0")


def test_a_term_without_work_says_so_and_terms_to_come_are_not_offered(teacher, sign_in):
    client = sign_in(teacher)
    term = term_of(timezone.localdate())
    page = client.get(URL, {"term": term.before.code}).text
    assert "Nothing in this term yet" in page
    assert f'href="?term={term.code}" rel="next"' in page
    for code in (term.next.code, "nonsense"):
        assert client.get(URL, {"term": code}).context["term"] == term


def test_nobody_sees_anothers_work_except_by_role(teacher, school, sign_in):
    colleague = MembershipFactory(school=school).person
    admin = MembershipFactory(school=school, role=Role.SCHOOL_ADMIN).person
    elsewhere = MembershipFactory(role=Role.SCHOOL_ADMIN).person
    curator = MembershipFactory(role=Role.CURATOR).person
    student = MembershipFactory(school=school, role=Role.STUDENT, grade=1).person
    people = (teacher, colleague, admin, elsewhere, curator, student)
    seen = [sign_in(person).get(of_person(teacher)).status_code for person in people]
    assert seen == [200, 404, 200, 404, 200, 404]
    schools = [sign_in(person).get(of_school(school)).status_code for person in people]
    assert schools == [404, 404, 200, 404, 200, 404]
    own = [sign_in(person).get(URL).status_code for person in people]
    assert own == [200, 200, 200, 200, 200, 403]


def test_a_lesson_that_is_closed_to_the_reader_stays_unnamed(teacher, school, sign_in):
    admin = sign_in(MembershipFactory(school=school, role=Role.SCHOOL_ADMIN).person)
    page = admin.get(of_person(teacher)).text
    assert ("树和喜鹊" in page, "A lesson that is not open to you" in page) == (False, True)
    _head, row = table(admin.get(of_person(teacher), {"as": "csv"}))
    assert row[2] == "A lesson that is not open to you"


def test_a_school_admin_sees_each_teacher_of_the_school(teacher, school, sign_in):
    client = sign_in(MembershipFactory(school=school, role=Role.SCHOOL_ADMIN).person)
    assert of_school(school) in client.get(URL).text
    page = client.get(of_school(school))
    assert [work.person for work in page.context["works"]] == teachers_of(school)
    rows = table(client.get(of_school(school), {"as": "csv"}))
    assert rows[1 + teachers_of(school).index(teacher)] == [
        "林晓燕",
        "1",
        "10.0",
        "0",
        "0",
        "0",
        "0.0",
        *("0", "0", "0"),
    ]
    head, *pieces = table(client.get(of_school(school), {"as": "pieces"}))
    assert [(row[0], row[2], row[3]) for row in pieces] == [
        ("林晓燕", "Reviewed", "A lesson that is not open to you")
    ]
    assert len(head) == len(pieces[0])


@pytest.mark.parametrize("number", [1, 30])
def test_a_school_asks_as_much_for_many_teachers_as_for_one(
    number, sign_in, school, django_assert_num_queries
):
    for _ in range(number):
        person = MembershipFactory(school=school).person
        done_at = timezone.now() - datetime.timedelta(minutes=1)
        InvitationFactory(take=WatchableTakeFactory(), person=person, done_at=done_at)
    client = sign_in(MembershipFactory(role=Role.CURATOR).person)
    client.get(of_school(school))
    with django_assert_num_queries(14):
        client.get(of_school(school))
