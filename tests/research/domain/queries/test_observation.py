import pytest

from research.domain.judgement import Judgement
from research.domain.observation import hand_in_observation, keep_observation
from research.domain.queries.observation import observation_report
from tests.factories.research import (
    CommentFactory,
    ObservationFactory,
    ObservationFormFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db


def hand_in(take, form, *levels, answer=""):
    observation = ObservationFactory(take=take, form=form)
    comment = CommentFactory(take=take, author=observation.observer)
    judgements = {at: Judgement(level, "", [comment.pk]) for at, level in enumerate(levels)}
    keep_observation(observation=observation, judgements=judgements, answers=[answer])
    hand_in_observation(observation=observation)
    return observation.observer, comment


def test_report_means_the_observers_and_shows_where_they_differ():
    take, form = WatchableTakeFactory(), ObservationFormFactory()
    one, comment = hand_in(take, form, 5, 4, answer="朗读")
    two, _ = hand_in(take, form, 2, 3)
    ObservationFactory(take=take, form=form)
    (sheet,) = observation_report(take=take)
    assert sheet.observers == [one, two]
    assert [row.points for row in sheet.rows] == [42, 28]
    assert [row.percent for row in sheet.rows] == [70, 70]
    assert sheet.points == 70
    assert [row.is_contested for row in sheet.rows] == [True, False]
    assert sheet.rows[0].opinions[0].evidence == [comment]
    assert sheet.questions[0].answers == [(one, "朗读")]


def test_what_was_filled_in_with_other_words_stands_by_itself():
    take, form = WatchableTakeFactory(), ObservationFormFactory()
    hand_in(take, form, 5, 5)
    form.name = "改过的量表"
    form.save()
    hand_in(take, form, 1, 1)
    assert [sheet.points for sheet in observation_report(take=take)] == [100, 20]


@pytest.mark.parametrize("number", [1, 8])
def test_report_asks_as_much_for_many_observers_as_for_one(number, django_assert_num_queries):
    take, form = WatchableTakeFactory(), ObservationFormFactory()
    for _ in range(number):
        hand_in(take, form, 3, 3)
    with django_assert_num_queries(3):
        observation_report(take=take)
