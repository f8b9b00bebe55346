import json

import pytest

from research.domain.comment import delete_comment
from research.domain.compare import Fate
from research.domain.live_placing import place_marks
from research.domain.queries.record import record_of
from research.domain.record_sheet import record_rows
from research.domain.round import set_round
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.factories.live import LiveLessonFactory, LiveMarkFactory
from tests.factories.research import (
    AnswerFactory,
    CommentFactory,
    ReplyFactory,
    VerdictFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db


def phases(*phases):
    blocks = [
        {"type": "phase", "value": {"name": name, "minutes": minutes, "teacher_does": does}}
        for name, minutes, does in phases
    ]
    return json.dumps(blocks)


def rewrite(take, **content):
    take.plan.content = take.plan.content | content
    take.plan.save()


def test_record_holds_what_was_shared_and_what_became_of_it():
    answer = AnswerFactory()
    comment, lesson = answer.comment, answer.take.lesson
    ReplyFactory(comment=comment, body="好。")
    CommentFactory(take=comment.take, private=True)
    delete_comment(comment=CommentFactory(take=comment.take))
    InvitationFactory(take=comment.take, person=comment.author)
    record = record_of(lesson, lesson.author)
    first, second = record.chapters
    assert (first.take, second.take) == (comment.take, answer.take)
    assert first.comments == [comment]
    assert first.comments[0].answer == answer
    assert [reply.body for reply in first.comments[0].replies.all()] == ["好。"]
    assert (first.points, first.observers) == (None, 0)
    assert (record.people, record.ledger.adopted) == (1, 1)


def test_record_compares_the_plans_part_by_part():
    lesson = LessonPageFactory()
    takes = [WatchableTakeFactory(lesson=lesson, plan=lesson.save_revision()) for _ in range(2)]
    rewrite(takes[0], methods="讲授", phases=phases(("导入", 5, "问"), ("识字", 14, "认")))
    rewrite(takes[1], methods="讲授", phases=phases(("导入", 5, "问"), ("识字", 10, "认")))
    changes = record_of(lesson, lesson.author).chapters[1].changes
    assert [change.part for change in changes] == ["Phase “识字”"]
    changed = [(p.fate, p.text) for p in changes[0].pieces if p.fate != Fate.SAME]
    assert changed == [(Fate.REMOVED, "14"), (Fate.ADDED, "10")]
    assert record_of(lesson, lesson.author).chapters[0].changes == []


def test_what_stays_the_same_can_be_read_in_the_whole_text():
    lesson = LessonPageFactory()
    takes = [WatchableTakeFactory(lesson=lesson, plan=lesson.save_revision()) for _ in range(2)]
    stays = "先读课文，再说感受。" * 9
    rewrite(takes[0], methods=f"讲授，{stays}", key_points="旧")
    rewrite(takes[1], methods=f"讨论，{stays}", key_points="新")
    short, long = record_of(lesson, lesson.author).chapters[1].changes
    assert (short.is_shortened, long.is_shortened) == (False, True)
    assert long.whole[-1].text.endswith(stays)


def test_phases_of_one_name_are_both_compared():
    lesson = LessonPageFactory()
    takes = [WatchableTakeFactory(lesson=lesson, plan=lesson.save_revision()) for _ in range(2)]
    rewrite(takes[0], phases=phases(("练习", 5, "甲"), ("练习", 8, "乙")))
    rewrite(takes[1], phases=phases(("练习", 5, "丙"), ("练习", 8, "乙")))
    (change,) = record_of(lesson, lesson.author).chapters[1].changes
    changed = [(p.fate, p.text) for p in change.pieces if p.fate != Fate.SAME]
    assert changed == [(Fate.REMOVED, "甲"), (Fate.ADDED, "丙")]


def test_a_phase_says_that_it_is_called_or_placed_otherwise():
    lesson = LessonPageFactory()
    takes = [WatchableTakeFactory(lesson=lesson, plan=lesson.save_revision()) for _ in range(2)]
    rewrite(takes[0], phases=phases(("导入", 5, "问"), ("识字", 9, "认"), ("朗读", 8, "读")))
    rewrite(takes[1], phases=phases(("朗读", 8, "读"), ("情境导入", 5, "问"), ("识字", 9, "认")))
    changes = record_of(lesson, lesson.author).chapters[1].changes
    assert [(change.part, change.pieces, change.notes) for change in changes] == [
        ("Phase “朗读”", [], ["Moved: it was phase 3 and is now phase 1."]),
        ("Phase “情境导入”", [], ["Renamed: before, it was called “导入”."]),
    ]


def test_table_has_a_row_for_each_comment_and_runs_no_formula():
    verdict = VerdictFactory(comment=CommentFactory(body="=1+1", start_ms=61_000, end_ms=70_000))
    head, row = record_rows(record_of(verdict.comment.take.lesson, verdict.given_by))
    assert len(head) == len(row)
    assert row[:4] == ["1", "1:01", "1:10", "Suggestion"]
    assert row[5:8] == ["=1+1", "Adopted", "第 3 讲保留。"]


@pytest.mark.parametrize("number", [1, 4])
def test_record_asks_as_much_for_many_takes_as_for_one(number, django_assert_num_queries):
    lesson = LessonPageFactory()
    for _ in range(number):
        take = WatchableTakeFactory(lesson=lesson)
        for _ in range(number):
            ReplyFactory(comment=CommentFactory(take=take))
    with django_assert_num_queries(11):
        record_of(lesson, lesson.author)


def test_record_holds_shared_marks_that_have_no_place_once_the_lesson_is_over():
    live = LiveLessonFactory(take=WatchableTakeFactory())
    shared = LiveMarkFactory(live=live)
    LiveMarkFactory(live=live, private=True)
    LiveMarkFactory(live=LiveLessonFactory(take=TakeFactory(lesson=live.take.lesson), running=True))
    lesson = live.take.lesson
    assert [list(c.marks) for c in record_of(lesson, lesson.author).chapters] == [[shared], []]
    place_marks(live=live)
    assert [list(c.marks) for c in record_of(lesson, lesson.author).chapters] == [[], []]


def test_marks_of_others_stay_out_of_the_record_of_a_blind_round():
    live = LiveLessonFactory(take=WatchableTakeFactory())
    own, _others = LiveMarkFactory(live=live), LiveMarkFactory(live=live)
    InvitationFactory(take=live.take, person=own.author)
    set_round(take=live.take, by=live.started_by, form=None, is_blind=True)
    (chapter,) = record_of(live.take.lesson, own.author).chapters
    assert list(chapter.marks) == [own]
