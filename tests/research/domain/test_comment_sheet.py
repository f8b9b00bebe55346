"""Comments from a table: what is read, what is refused, and that it is all or none."""

import pytest
from django.core.exceptions import ValidationError

from moke.ui.spreadsheet import csv_response
from research.domain.comment_row import Remark
from research.domain.comment_sheet import (
    MOST_BYTES,
    MOST_ROWS,
    Sheet,
    decode_sheet,
    import_comments,
    read_sheet,
)
from research.domain.queries.record import record_of
from research.domain.record_sheet import record_rows
from research.domain.verdict import give_verdict
from research.enums import VerdictChoice
from research.models import Comment
from tests.factories.accounts import UserFactory
from tests.factories.research import CommentFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db

HEAD = "time,end,kind,text\n"


@pytest.fixture
def take():
    """Ten minutes long."""
    return WatchableTakeFactory()


def remarks_in(take, text, person=None):
    return read_sheet(take=take, person=person or UserFactory(), text=text).remarks


def refusals(take, text):
    with pytest.raises(ValidationError) as error:
        read_sheet(take=take, person=UserFactory(), text=text)
    return error.value.messages


def test_rows_become_remarks_in_english_and_chinese(take):
    rows = '2:31,2:50,建议,"多等一会儿，\n再叫人。"\n\n0:09:05,,HIGHLIGHT,很稳。\n'
    text = f"时间,结束,类型,意见\n{rows}"
    assert remarks_in(take, text) == [
        Remark("suggestion", 151_000, 170_000, "多等一会儿，\n再叫人。"),
        Remark("highlight", 545_000, None, "很稳。"),
    ]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_and_orders_are_read(take, delimiter):
    text = delimiter.join(["Comment", "Kind", "Moment"]) + "\r\n"
    text += delimiter.join(["好，很好", "追问", "3"]) + "\r\n"
    assert remarks_in(take, text) == [Remark("question", 3_000, None, "好，很好")]


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
    text = HEAD + "0:01,,note,a\n0:02,0:04,question,b\n0:01,,note,a\n"
    sheet = read_sheet(take=take, person=author, text=text)
    assert (len(sheet.own), sheet.known) == (2, 1)
    assert len(import_comments(take=take, author=author, remarks=sheet.remarks)) == 2
    assert import_comments(take=take, author=author, remarks=sheet.remarks) == []
    assert read_sheet(take=take, person=author, text=text) == Sheet(known=3)
    kept = Comment.objects.order_by("start_ms").values_list(
        "author", "kind", "start_ms", "end_ms", "body", "private"
    )
    assert list(kept) == [
        (author.pk, "note", 1_000, None, "a", False),
        (author.pk, "question", 2_000, 4_000, "b", False),
    ]


def test_what_another_said_alike_or_nobody_else_reads_is_still_ones_own(take):
    said = {"take": take, "kind": "note", "start_ms": 1_000, "body": "a"}
    CommentFactory(**said)
    reader = UserFactory()
    CommentFactory(**said, author=reader, private=True)
    assert len(remarks_in(take, HEAD + "0:01,,note,a\n", reader)) == 1


def test_all_are_kept_or_none(take):
    remarks = [Remark("note", 1_000, None, "a"), Remark("note", 1_000, None, "")]
    with pytest.raises(ValidationError):
        import_comments(take=take, author=UserFactory(), remarks=remarks)
    assert Comment.objects.count() == 0


def test_names_go_before_words_and_other_takes_stay_out(take):
    me = UserFactory(name="林晓燕")
    rows = "1,0:01,note,张三,很稳。\n2,0:01,note,张三,二讲\n"
    rows += ",0:02,note,林晓燕,我的\n1,0:03,note,Ann,ok\n"
    text = f"试讲,时刻,类型,观课教师,意见\n{rows}"
    sheet = read_sheet(take=take, person=me, text=text)
    assert [remark.words for remark in sheet.remarks] == ["张三：很稳。", "我的", "Ann: ok"]
    assert (len(sheet.own), len(sheet.named), sheet.elsewhere) == (1, 2, 1)
    assert [remark.words for remark in sheet.without_names().remarks] == ["我的"]
    import_comments(take=take, author=me, remarks=sheet.remarks)
    assert read_sheet(take=take, person=me, text=text) == Sheet(known=3, elsewhere=1)
    assert read_sheet(take=take, person=UserFactory(), text=text) == Sheet(known=3, elsewhere=1)


def test_takes_are_told_by_number(take):
    assert refusals(take, "take,time,kind,text\nzwei,0:01,note,a\n") == [
        "Row 2: “zwei” is no number of a take. Write 1, 2 …, or leave it empty."
    ]


def test_authors_type_up_what_colleagues_said_and_nothing_of_their_own(take):
    author = take.lesson.author
    with pytest.raises(ValidationError) as error:
        read_sheet(take=take, person=author, text=HEAD + "0:01,,note,a\n")
    assert error.value.messages == [
        "Row 2: Name the colleague who said this: you taught this lesson yourself."
    ]
    sheet = read_sheet(take=take, person=author, text="time,kind,text,name\n1,question,a,Bo\n")
    (written,) = import_comments(take=take, author=author, remarks=sheet.remarks)
    give_verdict(comment=written, by=author, choice=VerdictChoice.ADOPTED)
    assert (written.body, author.has_perm("research.give_verdict", written)) == ("Bo: a", True)


def test_our_own_table_goes_in_as_it_came_out(take):
    """For each who wrote: nothing twice. In another lesson: the same words, the others' named."""
    me, colleague = UserFactory(), UserFactory(name="张三")
    mine = CommentFactory(take=take, author=me, start_ms=61_400, end_ms=70_900, body="@李四 请看")
    CommentFactory(take=take, author=colleague, start_ms=62_000, body="- 为什么？")
    rows = record_rows(record_of(take.lesson, me))
    text = decode_sheet(csv_response(name="a.csv", rows=rows).content)
    for reader in (me, colleague, UserFactory()):
        assert read_sheet(take=take, person=reader, text=text) == Sheet(known=2)
    assert remarks_in(WatchableTakeFactory(), text, me) == [
        Remark(mine.kind, 61_000, 70_000, "@李四 请看"),
        Remark(mine.kind, 62_000, None, "- 为什么？", speaker="张三"),
    ]
