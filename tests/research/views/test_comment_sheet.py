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
    assert seen.context["text"] == TABLE
    kept = reviewer.post(url, {"sheet": seen.context["text"], "keep": "1"}, follow=True)
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


@pytest.mark.parametrize(
    ("names", "said", "kept"),
    [
        ("keep", "2 comments are in. 1 about another take was left out.", ["a", "张三：b"]),
        ("leave", "1 comment is in. 1 about another take was left out. 1 of somebody", ["a"]),
        ("", "1 of somebody else was left out.", ["a"]),
    ],
)
def test_words_of_others_are_kept_with_their_name_or_left_out(reviewer, url, names, said, kept):
    table = "take,time,kind,text,name\n1,0:01,note,a,\n1,0:02,note,b,张三\n2,0:03,note,c,\n"
    seen = reviewer.post(url, file(table.encode())).content.decode()
    assert ("Some rows name somebody else." in seen, "1 row is about another take" in seen) == (
        True,
        True,
    )
    sent = {"sheet": table, "keep": "1", "names": names}
    assert said in reviewer.post(url, sent, follow=True).content.decode()
    assert list(Comment.objects.order_by("start_ms").values_list("body", flat=True)) == kept
    again = reviewer.post(url, {**sent, "names": "keep"}, follow=True).content.decode()
    assert f"{len(kept)} w" in again


def test_a_table_without_news_is_not_kept_again(reviewer, url):
    reviewer.post(url, {"sheet": TABLE, "keep": "1"})
    seen = reviewer.post(url, file(TABLE.encode())).content.decode()
    assert ("There is nothing new in this table." in seen, 'name="keep"' in seen) == (True, False)


def test_author_of_the_lesson_imports_what_colleagues_said(author, url):
    assert "What colleagues said on paper" in author.get(url).content.decode()
    refused = author.post(url, {"sheet": TABLE, "keep": "1"})
    assert (refused.status_code, Comment.objects.count()) == (422, 0)
    named = TABLE.replace("kind,text", "kind,text,name").replace("“邻居”", "“邻居”,张三")
    author.post(url, {"sheet": named, "keep": "1", "names": "keep"})
    assert [comment.body for comment in Comment.objects.all()] == ["张三：“邻居”"]
