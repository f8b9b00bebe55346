"""Comments from a table: what is read, what is refused, and that it is all or none."""

import pytest
from django.core.exceptions import ValidationError

from research.domain.comment_sheet import (
    MOST_BYTES,
    MOST_ROWS,
    Remark,
    decode_sheet,
    import_comments,
    read_sheet,
)
from research.domain.queries.record import record_of
from research.domain.record_sheet import record_rows
from research.models import Comment
from tests.factories.accounts import UserFactory
from tests.factories.research import CommentFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db

HEAD = "time,end,kind,text\n"


@pytest.fixture
def take():
    """Ten minutes long."""
    return WatchableTakeFactory()


def refusals(take, text):
    with pytest.raises(ValidationError) as error:
        read_sheet(take=take, text=text)
    return error.value.messages


def test_rows_become_remarks_in_english_and_chinese(take):
    rows = '2:31,2:50,建议,"多等一会儿，\n再叫人。"\n\n0:09:05,,HIGHLIGHT,很稳。\n'
    text = f"时间,结束,类型,意见\n{rows}"
    assert read_sheet(take=take, text=text) == [
        Remark("suggestion", 151_000, 170_000, "多等一会儿，\n再叫人。"),
        Remark("highlight", 545_000, None, "很稳。"),
    ]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_and_orders_are_read(take, delimiter):
    text = delimiter.join(["Comment", "Kind", "Moment"]) + "\r\n"
    text += delimiter.join(["好，很好", "追问", "3"]) + "\r\n"
    assert read_sheet(take=take, text=text) == [Remark("question", 3_000, None, "好，很好")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding):
    content = "时间,类型,意见".encode(encoding)
    if encoding == "utf-16":
        with pytest.raises(ValidationError):
            decode_sheet(b"\xff\xff\xff" + content)
    else:
        assert decode_sheet(content) == "时间,类型,意见"


def test_each_wrong_row_is_named(take):
    rows = (
        "abc,,note,a\n1:00,0:30,note,b\n1:00,,praise,c\n59:00,,note,d\n0:10,,note,\n0:11,,note,e\n"
    )
    assert refusals(take, HEAD + rows) == [
        "Row 2: “abc” is no time. Write minutes and seconds, like 2:31.",
        "Row 3: A span ends after it starts.",
        "Row 4: “praise” is no kind of comment. There are: Highlight, Suggestion, Question, Note.",
        "Row 5: This moment lies outside the recording, which ends at 10:00.",
        "Row 6: Write something first.",
    ]


def test_many_wrong_rows_are_counted(take):
    told = refusals(take, HEAD + "x,,note,a\n" * 23)
    assert (len(told), told[-1]) == (21, "3 more rows are wrong.")


@pytest.mark.parametrize("text", ["", "1:00,,note,a\n", "time,text\n1:00,a\n"])
def test_columns_have_to_be_named(take, text):
    assert refusals(take, text) == [
        "The first row has to name time, kind and text; end and tags are optional."
    ]


def test_empty_and_endless_tables_are_refused(take):
    assert refusals(take, HEAD + ",,,\n") == [
        "There are no comments below the first row of this table."
    ]
    many = HEAD + "".join(f"0:01,,note,{n}\n" for n in range(MOST_ROWS + 1))
    assert refusals(take, many) == ["The table has 501 comments. Please keep to 500 or split it."]
    with pytest.raises(ValidationError):
        decode_sheet(b"a" * (MOST_BYTES + 1))
    assert refusals(take, HEAD + "0:01,,note," + "a" * 200_000 + "\n") == [
        "This is not a table with commas. Please save it as CSV."
    ]


def test_remarks_become_own_comments_once(take):
    author = UserFactory()
    remarks = read_sheet(
        take=take, text=HEAD + "0:01,,note,a\n0:02,0:04,question,b\n0:01,,note,a\n"
    )
    first = import_comments(take=take, author=author, remarks=remarks)
    assert import_comments(take=take, author=author, remarks=remarks) == first
    kept = Comment.objects.order_by("start_ms").values_list(
        "author", "kind", "start_ms", "end_ms", "body", "private"
    )
    assert list(kept) == [
        (author.pk, "note", 1_000, None, "a", False),
        (author.pk, "question", 2_000, 4_000, "b", False),
    ]


def test_all_are_kept_or_none(take):
    remarks = [Remark("note", 1_000, None, "a"), Remark("note", 1_000, None, "")]
    with pytest.raises(ValidationError):
        import_comments(take=take, author=UserFactory(), remarks=remarks)
    assert Comment.objects.count() == 0


def test_our_own_table_can_be_read(take):
    comment = CommentFactory(take=take, start_ms=61_000, end_ms=70_000)
    rows = record_rows(record_of(take.lesson, comment.author))
    text = "".join(",".join(row) + "\n" for row in rows)
    assert read_sheet(take=take, text=text) == [Remark(comment.kind, 61_000, 70_000, comment.body)]
