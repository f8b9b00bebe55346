import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from research.models import Comment

pytestmark = pytest.mark.django_db

TABLE = "time,end,kind,text\n0:01,,note,“邻居”\n"


@pytest.fixture
def url(take):
    return reverse("research:comments_import", args=[take.pk])


def file(content):
    return {"file": ContentFile(content, name="意见.csv")}


def test_table_is_seen_before_it_is_kept(take, reviewer, reviewing, url):
    seen = reviewer.post(url, file(TABLE.encode("gb18030")))
    assert (seen.status_code, Comment.objects.count()) == (200, 0)
    assert seen.context["sheet"] == TABLE
    kept = reviewer.post(url, {"sheet": seen.context["sheet"], "keep": "1"}, follow=True)
    assert "1 comment is in." in kept.content.decode()
    assert [(c.author, c.body) for c in Comment.objects.all()] == [(reviewing, "“邻居”")]


def test_wrong_rows_are_told_and_nothing_is_kept(reviewer, url):
    answer = reviewer.post(url, file(f"{TABLE}9:99:99,,note,b\n".encode()))
    assert answer.status_code == 422
    assert "Row 3: This moment lies outside" in answer.content.decode()
    kept = reviewer.post(url, {"sheet": "time,kind,text\n0:01,x,a\n", "keep": "1"})
    assert (kept.status_code, Comment.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose the table with your comments."),
        (file(b""), "The first row has to name time, kind and text"),
        (file(b"a" * (1024**2 + 1)), "A table has at most 1 MB."),
    ],
)
def test_refusals_say_what_to_do(reviewer, url, sent, said):
    answer = reviewer.post(url, sent)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_author_of_the_lesson_imports_nothing(author, url):
    assert author.get(url).status_code == 403
