import pytest
from django.core.exceptions import ValidationError

from moke.media.enums import State
from research.domain.comment import delete_comment
from research.domain.judgement import Judgement
from research.domain.observation import (
    MOST_WORDS,
    begin_observation,
    discard_observation,
    hand_in_observation,
    keep_observation,
    take_back_observation,
)
from research.domain.round import set_round
from research.domain.wording import points_of, read_wording
from research.enums import CommentKind
from research.models import Observation
from tests.factories.lessons import InvitationFactory
from tests.factories.research import (
    CommentFactory,
    ObservationFactory,
    ObservationFormFactory,
    WatchableTakeFactory,
    dimension,
)

pytestmark = pytest.mark.django_db


def fill_in(observation, *levels, evidence=()):
    judgements = {at: Judgement(level, "", evidence) for at, level in enumerate(levels)}
    return keep_observation(observation=observation, judgements=judgements, answers=["朗读"])


def problems(observation):
    with pytest.raises(ValidationError) as refusal:
        hand_in_observation(observation=observation)
    return refusal.value.messages


def evidence_of(observation, **given):
    return CommentFactory(take=observation.take, author=observation.observer, **given)


def test_whoever_has_begun_goes_on_with_what_they_have():
    observation = ObservationFactory()
    fill_in(observation, 4, 3)
    again = begin_observation(
        take=observation.take, observer=observation.observer, form=ObservationFormFactory()
    )
    assert again == observation
    assert [score.level for score in again.scores.all()] == [4, 3]


def test_an_observation_keeps_the_wording_it_was_begun_with():
    form = ObservationFormFactory()
    observation = ObservationFactory(form=form)
    form.dimensions = [dimension("全新", 100)]
    form.save()
    observation.refresh_from_db()
    names = [part.name for part in read_wording(observation.wording).dimensions]
    assert names == ["互动", "效果"]
    form.delete()
    observation.refresh_from_db()
    assert observation.form is None
    assert read_wording(observation.wording).questions == ["最值得学习的是什么？"]


def test_nothing_is_begun_before_the_recording_plays():
    take = WatchableTakeFactory()
    take.recording.published_attempt, take.recording.state = "", State.WAITING
    take.recording.save()
    with pytest.raises(ValidationError, match="not ready"):
        ObservationFactory(take=take)
    assert Observation.objects.count() == 0


def test_handing_in_says_all_that_is_missing(settings):
    settings.LANGUAGE_CODE = "en"
    observation = ObservationFactory()
    set_round(take=observation.take, by=observation.observer, form=None, highlights=1, questions=2)
    evidence_of(observation, kind=CommentKind.QUESTION)
    fill_in(observation, None, 3)
    assert problems(observation) == [
        "Choose a level for “互动”.",
        "Name 1 more highlight, at its moment.",
        "Ask 1 more question, at its moment.",
    ]
    fill_in(observation, 5, 3)
    assert problems(observation)[0] == "Name a comment as evidence for “互动”."


def test_handing_in_finishes_the_review_once():
    observation = ObservationFactory()
    invitation = InvitationFactory(take=observation.take, person=observation.observer)
    fill_in(observation, 5, 3, evidence=[evidence_of(observation).pk])
    first = hand_in_observation(observation=observation).handed_in_at
    assert hand_in_observation(observation=observation).handed_in_at == first
    invitation.refresh_from_db()
    assert invitation.done_at is not None


def test_only_own_shared_comments_on_the_take_are_evidence():
    observation = ObservationFactory()
    own = evidence_of(observation)
    others = [
        CommentFactory(take=observation.take),
        CommentFactory(author=observation.observer),
        evidence_of(observation, private=True),
    ]
    fill_in(observation, 5, 3, evidence=[own.pk, *[comment.pk for comment in others]])
    assert list(observation.scores.first().evidence.all()) == [own]
    delete_comment(comment=own)
    assert len(problems(observation)) == 1


def test_what_was_handed_in_is_changed_only_when_taken_back():
    observation = ObservationFactory()
    fill_in(observation, 5, 3, evidence=[evidence_of(observation).pk])
    observation = hand_in_observation(observation=observation)
    for change in (
        lambda: fill_in(observation, 1, 1),
        lambda: discard_observation(observation=observation),
    ):
        with pytest.raises(ValidationError, match="handed in"):
            change()
    fill_in(take_back_observation(observation=observation), 1, 1)
    assert [score.level for score in observation.scores.all()] == [1, 1]
    discard_observation(observation=observation)
    assert Observation.objects.count() == 0


def test_answers_are_as_many_as_the_questions():
    observation = ObservationFactory()
    keep_observation(observation=observation, judgements={}, answers=["甲", "乙", "丙"])
    assert observation.answers == ["甲"]
    with pytest.raises(ValidationError):
        keep_observation(observation=observation, judgements={}, answers=["字" * (MOST_WORDS + 1)])
    observation.refresh_from_db()
    assert observation.answers == ["甲"]


def test_a_level_is_worth_a_fifth_of_the_points():
    part = read_wording(ObservationFactory().wording).dimensions[0]
    assert [points_of(dimension=part, level=level) for level in (1, 2, 5)] == [12, 24, 60]
