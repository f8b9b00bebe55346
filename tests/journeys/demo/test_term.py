"""What a term's work comes to: for oneself, for who runs the school, and for nobody else."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from moke.curriculum.terms import term_of
from tests.journeys.demo.people import somebody
from tests.journeys.pages import check

ROWS = """(rows) => Object.fromEntries(rows.map((row) =>
    [row.cells[0].textContent, [...row.cells].slice(1, 7).map((cell) => cell.textContent)]))"""
NOTHING = ["0", "0:00"]


@pytest.fixture
def taught(tree):
    """The number and time of its takes that were taught in this term."""
    begins_on = term_of(timezone.localdate()).begins_on
    takes = list(tree.takes.filter(taught_on__gte=begins_on))
    return {0: NOTHING, 1: ["1", "0:54"], 2: ["2", "1:39"]}[len(takes)]


def test_who_runs_the_school_reads_the_term_and_takes_it_home(tree, taught, open_as):
    page = open_as(somebody("刘洋"))
    page.goto("/")
    page.locator("#person-menu summary").click()
    page.locator("#person-menu a[href='/work/']").click()
    page.locator(".schools a", has_text="榆林路小学").click()
    expect(page.locator("#school-work tbody tr")).to_have_count(5)
    # lessons and time reviewed, comments, forms; lessons and time taught
    assert page.locator("#school-work tbody tr").evaluate_all(ROWS) == {
        "陈曦": ["2", "1:39", "3", "1", *NOTHING],
        "林晓燕": [*NOTHING, "0", "0", *taught],
        "刘洋": [*NOTHING, "0", "0", *NOTHING],
        "孙丽": [*NOTHING, "0", "0", *NOTHING],
        "王建国": ["2", "1:39", "2", "0", *NOTHING],
    }
    check(page)
    assert [row[:2] + row[3:5] for row in table(page)[1:]] == [
        ["陈曦", "2", "3", "1"],
        ["林晓燕", "0", "0", "0"],
        ["刘洋", "0", "0", "0"],
        ["孙丽", "0", "0", "0"],
        ["王建国", "2", "2", "0"],
    ]
    page.locator("#school-work a", has_text="陈曦").click()
    expect(page.locator(".pieces-of-work [data-role=reviewer] .role")).to_have_text(
        ["Reviewed", "Reviewed"]
    )
    assert [row[1:4] for row in table(page) if row[1] == "Reviewed"] == [
        ["Reviewed", "树和喜鹊", "1"],
        ["Reviewed", "树和喜鹊", "2"],
    ]
    check(page)


def test_nobody_reads_the_term_of_another_but_by_role(tree, open_as):
    hers = reverse("research:work_of_person", args=[somebody("陈曦").pk])
    of_all = reverse("research:work_of_school", args=[tree.school_id])
    for name in ("陈曦", "刘洋", "罗青"):
        page = open_as(somebody(name))
        page.goto(hers)
        expect(page.locator("#work-facts dd").first).to_have_text("2")
    for name in ("林晓燕", "冯涛"):
        page = open_as(somebody(name))
        page.watched.expect("404")
        for address in (hers, of_all):
            assert page.goto(address).status == 404


def table(page):
    with page.expect_download() as downloaded:
        page.locator("a[href$='as=csv']").click()
    return list(csv.reader(io.StringIO(downloaded.value.path().read_text("utf-8-sig"))))
