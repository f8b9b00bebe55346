import pytest
from django.core.exceptions import ValidationError

from research.domain.comment import delete_comment
from research.domain.verdict import give_verdict
from research.enums import VerdictChoice
from research.models import Answer, Verdict
from tests.factories.accounts import UserFactory
from tests.factories.research import AnswerFactory, CommentFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db


def judge(comment, choice=VerdictChoice.ADOPTED, reason="", by=None):
    by = by or comment.take.lesson.author
    return give_verdict(comment=comment, by=by, choice=choice, reason=reason)


def test_verdict_can_be_changed_and_numbers_each_change():
    comment = CommentFactory()
    judge(comment)
    judge(comment, VerdictChoice.PARTLY, "只改一处。")
    judge(comment, VerdictChoice.PARTLY, "只改一处。")
    verdict = Verdict.objects.get()
    assert (verdict.choice, verdict.reason, comment.change) == ("partly", "只改一处。", 3)


@pytest.mark.parametrize(
    ("choice", "reason", "field"),
    [
        (VerdictChoice.NOT_ADOPTED, " ", "reason"),
        (VerdictChoice.ADOPTED, "字" * 501, "reason"),
        ("maybe", "", "choice"),
    ],
)
def test_verdict_refuses_what_makes_no_sense(choice, reason, field):
    with pytest.raises(ValidationError) as refusal:
        judge(CommentFactory(), choice, reason)
    assert list(refusal.value.error_dict) == [field]
    assert Verdict.objects.count() == 0


def test_only_the_lessons_author_judges():
    with pytest.raises(ValidationError):
        judge(CommentFactory(), by=UserFactory())


def test_author_judges_what_they_typed_up_of_colleagues_words():
    take = WatchableTakeFactory()
    typed = CommentFactory(take=take, author=take.lesson.author, body="张三：慢一点。")
    assert judge(typed).given_by == take.lesson.author


def test_private_and_deleted_comments_are_not_judged():
    for comment in (CommentFactory(private=True), delete_comment(comment=CommentFactory())):
        with pytest.raises(ValidationError):
            judge(comment)


def test_a_comment_no_longer_adopted_loses_its_answer():
    comment = AnswerFactory().comment
    judge(comment, VerdictChoice.NOT_ADOPTED, "试过，不合适。")
    assert Answer.objects.count() == 0
