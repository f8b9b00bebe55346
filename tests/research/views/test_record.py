import csv
import io

import pytest
from django.urls import reverse

from research.models import Observation
from tests.factories.research import AnswerFactory, CommentFactory, ObservationFactory

pytestmark = pytest.mark.django_db


def test_record_leads_each_claim_to_its_second(sign_in):
    answer = AnswerFactory()
    lesson, comment = answer.take.lesson, answer.comment
    page = sign_in(lesson.author).get(reverse("research:record", args=[lesson.pk]))
    text = page.content.decode()
    room = reverse("research:room", args=[comment.take_id])
    later = reverse("research:room", args=[answer.take_id])
    assert f"{room}?t={comment.start_ms / 1000:g}#comment-{comment.pk}" in text
    assert f"{later}?t=83" in text


def test_record_keeps_the_points_from_who_has_yet_to_observe(take, reviewer, sign_in):
    ObservationFactory(take=take).scores.update(level=5)
    Observation.objects.update(handed_in_at="2026-01-01T00:00Z")
    url = reverse("research:record", args=[take.lesson_id])
    assert "100.0 of 100" in sign_in(take.lesson.author).get(url).content.decode()
    assert "100.0 of 100" not in reviewer.get(url).content.decode()


def test_record_of_a_lesson_that_was_not_taught_says_so(take, sign_in):
    lesson = take.lesson
    take.delete()
    page = sign_in(lesson.author).get(reverse("research:record", args=[lesson.pk]))
    assert "Nothing is recorded yet" in page.content.decode()


def test_comments_are_taken_out_as_a_table_for_spreadsheets(take, reviewer):
    comment = CommentFactory(take=take, body="<b>“邻居”</b>，\n第二行")
    answer = reviewer.get(reverse("research:record_table", args=[take.lesson_id]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[5] for row in rows[1:]] == [comment.body]
