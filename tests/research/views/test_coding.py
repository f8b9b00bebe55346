import csv
import io

import pytest
from django.urls import reverse

from lessons.enums import Visibility
from lessons.models import LessonPage
from research.enums import Scheme
from research.models import Coding
from tests.factories.accounts import MembershipFactory
from tests.factories.research import CodingFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Requested-With": "fetch"}
CODES = "ST" * 10


def at(take, name="coding", scheme="st"):
    named = ["codings", "codings_table"]
    return reverse(f"research:{name}", args=[take.pk] if name in named else [take.pk, scheme])


def send(client, take, codes, version=0):
    data = {"codes": codes, "version": version}
    return client.post(at(take, "coding_keep"), data, headers=SCRIPT)


def test_a_coder_begins_codes_and_finishes(take, reviewer, reviewing):
    page = reviewer.get(at(take)).content.decode()
    assert "Begin to code" in page
    assert reviewer.post(at(take), {"interval": 7}).status_code == 422
    assert reviewer.post(at(take), {"interval": 30})["Location"] == at(take)
    page = reviewer.get(at(take)).content.decode()
    for piece in ('data-code="S"', 'data-code="T"', f'data-codes="{"-" * 20}"'):
        assert piece in page
    assert send(reviewer, take, CODES).json() == {"version": 1}
    answer = reviewer.post(at(take, "coding_finish"))
    assert answer["Location"] == at(take, "codings")
    page = reviewer.get(answer["Location"]).content.decode()
    assert (str(reviewing) in page, "Rt–Ch plot" in page, "0.95" in page) == (True, True, True)
    assert reviewer.get(at(take))["Location"] == at(take, "codings")
    assert reviewer.post(at(take, "coding_reopen"))["Location"] == at(take)
    assert reviewer.get(at(take)).status_code == 200


def test_flanders_has_ten_keys_and_three_seconds(take, author):
    author.post(at(take, scheme="fias"), {"interval": 3})
    page = author.get(at(take, scheme="fias")).content.decode()
    assert [f'data-code="{key}"' in page for key in "1234567890"] == [True] * 10
    assert author.post(at(take, scheme="fias")).status_code == 200
    assert Coding.objects.get().interval_s == 3


def test_an_older_page_is_told_of_the_newer_codes(take, reviewer, reviewing):
    CodingFactory(take=take, coder=reviewing)
    send(reviewer, take, CODES)
    late = send(reviewer, take, "T" * 20)
    assert (late.status_code, late.json()) == (409, {"version": 1, "codes": CODES})
    assert send(reviewer, take, CODES).json() == {"version": 1}
    assert send(reviewer, take, "T" * 20, version=1).json() == {"version": 2}


@pytest.mark.parametrize("data", [{}, {"codes": "ST", "version": 0}, {"codes": CODES}])
def test_codes_that_do_not_fit_are_refused_in_words(take, reviewer, reviewing, data):
    CodingFactory(take=take, coder=reviewing)
    answer = reviewer.post(at(take, "coding_keep"), data, headers=SCRIPT)
    assert answer.status_code == 422
    assert answer.json() == {"problem": "These codes do not fit this coding. Reload the page."}


def test_codes_without_a_coding_and_schemes_unknown_are_not_found(take, reviewer):
    assert send(reviewer, take, CODES).status_code == 404
    assert reviewer.get(at(take, scheme="copus")).status_code == 404
    assert reviewer.post(at(take, "coding_finish"))["Location"] == at(take, "codings")


def test_a_coder_begins_anew_with_another_interval(take, reviewer, reviewing):
    CodingFactory(take=take, coder=reviewing)
    send(reviewer, take, CODES)
    assert reviewer.post(at(take, "coding_restart"))["Location"] == at(take)
    reviewer.post(at(take), {"interval": 15})
    coding = Coding.objects.get()
    assert (coding.interval_s, coding.codes, coding.version) == (15, "-" * 40, 0)


def test_nothing_coded_is_not_finished(take, reviewer, reviewing):
    CodingFactory(take=take, coder=reviewing)
    answer = reviewer.post(at(take, "coding_finish"), follow=True)
    assert "Nothing is coded yet" in answer.content.decode()


def test_a_coding_waits_while_its_recording_is_away(take, reviewer, reviewing):
    CodingFactory(take=take, coder=reviewing)
    take.recording.published_attempt = ""
    take.recording.save()
    assert "not ready yet" in reviewer.get(at(take)).content.decode()


def test_coders_see_others_after_their_own(take, reviewer, reviewing, author):
    other = CodingFactory(take=take, codes="TTTS")
    CodingFactory(take=take, coder=reviewing)
    page = reviewer.get(at(take, "codings")).content.decode()
    assert ("First your own eyes" in page, str(other.coder) in page) == (True, False)
    assert str(other.coder) not in reviewer.get(at(take, "codings_table")).content.decode()
    assert str(other.coder) in author.get(at(take, "codings")).content.decode()


def test_two_coders_get_kappa_and_where_they_differ(take, author):
    for codes in ("TTSSTTSS", "TTSTTTSS"):
        CodingFactory(take=take, codes=codes)
    page = author.get(at(take, "codings")).content.decode()
    assert ("κ = 0.75" in page, "7 of 8 intervals" in page) == (True, True)
    assert f"{reverse('research:room', args=[take.pk])}?t=90" in page


def test_takes_of_the_lesson_stand_beside_each_other(take, author):
    later = WatchableTakeFactory(lesson=take.lesson)
    CodingFactory(take=take, codes="12345", scheme=Scheme.FIAS, interval_s=3)
    CodingFactory(take=later, codes="67890", scheme=Scheme.FIAS, interval_s=3)
    page = author.get(at(later, "codings")).content.decode()
    assert f'href="{at(take, "codings")}"' in page
    assert page.count('class="matrix"') == 1


def test_who_may_only_read_is_not_asked_to_code(take, sign_in):
    LessonPage.objects.filter(pk=take.lesson_id).update(visibility=Visibility.SCHOOL)
    school = take.lesson.school
    admin = sign_in(MembershipFactory(school=school, role="school-admin").person)
    page = admin.get(at(take, "codings"))
    assert (page.status_code, "Code this take" in page.content.decode()) == (200, False)


def test_codes_are_taken_out_as_a_table(take, author):
    coding = CodingFactory(take=take, codes="5-0", scheme=Scheme.FIAS, interval_s=3)
    answer = author.get(at(take, "codings_table"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[1:] for row in rows[1:]] == [
        [str(coding.coder), "Flanders interaction analysis", "0:00", "0", "3", "5", "Lectures"],
        [
            *(str(coding.coder), "Flanders interaction analysis", "0:06", "6", "3", "10"),
            "Silence or confusion",
        ],
    ]


def test_results_ask_as_often_for_30_coders_as_for_1(take, author, django_assert_num_queries):
    url = at(take, "codings")
    counts = []
    for number in (1, 30):
        for _ in range(take.codings.count(), number):
            CodingFactory(take=take, codes="TSTS")
        author.get(url)
        with django_assert_num_queries(5):
            counts.append(author.get(url).status_code)
    assert counts == [200, 200]
