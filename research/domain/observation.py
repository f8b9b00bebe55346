"""Filling in an observation form."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lessons.domain.invitation import finish_review
from lessons.models import Invitation, Take
from moke.accounts.models import User
from research.domain.comment import write_comment
from research.domain.judgement import Judgement, as_fields, from_fields
from research.domain.overlap import Overtaken, State, merge
from research.domain.portion import Viewpoint, all_viewpoints, portion_of, viewpoints_of
from research.domain.round import check_open, find_missing
from research.domain.wording import Dimension, read_wording, wording_of
from research.domain.words import tidy_words
from research.models import Comment, Observation, ObservationForm, Score

MOST_WORDS = 1_000
"""Characters of what is said to one dimension or question."""
PUT_ASIDE = gettext_lazy("This form was put aside meanwhile. Reload the page to begin again.")


@transaction.atomic
def begin_observation(*, take: Take, observer: User, form: ObservationForm) -> Observation:
    """Begin to fill in a form; whoever has begun goes on with what they have.

    Raises ValidationError where the take cannot be watched yet.
    """
    if not take.recording.is_ready:
        raise ValidationError(_("The recording is not ready yet."))
    wording = wording_of(form=form)
    values = {"form": form, "wording": wording, "answers": [""] * len(wording["questions"])}
    found, is_new = Observation.objects.get_or_create(take=take, observer=observer, defaults=values)
    if is_new:
        places = range(len(found.wording["dimensions"]))
        Score.objects.bulk_create(Score(observation=found, position=place) for place in places)
    return found


@transaction.atomic
def discard_observation(*, observation: Observation) -> None:
    """Put aside what was filled in, to begin with another form.

    Raises ValidationError when it was handed in.
    """
    _hold_open(observation)
    observation.delete()


def keep_observation(
    *,
    observation: Observation,
    judgements: Mapping[int, Judgement],
    answers: Sequence[str],
    before: Sequence[State] = (),
) -> Observation:
    """Keep what was filled in so far, by the dimensions' places.

    Of the evidence, comments count that the observer shares on this take; others are left
    out. Raises ValidationError for too many words, and when the form was handed in. Where it was
    changed elsewhere since `before`, as `merge` says, the fields that overlap stay as they
    stand, all others are kept, and Overtaken is raised.
    """
    with transaction.atomic():
        held = _hold_open(observation)
        newer = _keep(held, judgements, answers, before)
    observation.refresh_from_db(fields=["answers", "saved_at"])
    if newer:
        raise Overtaken(newer)
    return observation


def _keep(
    held: Observation,
    judgements: Mapping[int, Judgement],
    answers: Sequence[str],
    before: Sequence[State],
) -> State:
    """Keep what does not overlap, and return what stands of what does."""
    wording = read_wording(held.wording)
    asked = len(wording.questions)
    given = [tidy_words(words=words, most=MOST_WORDS) for words in answers]
    sent = as_fields(
        judgements={place: _tidy(judgement) for place, judgement in judgements.items()},
        answers=(given + [""] * asked)[:asked],
        wording=wording,
    )
    merged = merge(stands=filled_in(observation=held), sent=sent, before=before)
    kept = from_fields(judgements=judgements, fields=merged.kept, wording=wording)
    own = set(own_comments(held).values_list("pk", flat=True))
    for score in held.scores.filter(position__in=kept):
        judgement = kept[score.position]
        seen = {**score.seen, **judgement.seen}
        score.level, score.words = judgement.level, judgement.words
        score.seen = {line: words for line, words in seen.items() if words}
        score.save(update_fields=["level", "words", "seen"])
        score.evidence.set(own.intersection(judgement.evidence))
    held.answers = [merged.kept[f"answer_{at}"] for at in range(asked)]
    held.save(update_fields=["answers", "saved_at"])
    return merged.newer


def filled_in(*, observation: Observation) -> dict[str, Any]:
    """Return what is filled in, by the names of the form's fields."""
    return as_fields(
        judgements=judgements_in(observation=observation),
        answers=observation.answers,
        wording=read_wording(observation.wording),
    )


def judgements_in(*, observation: Observation) -> dict[int, Judgement]:
    """Return what the observer makes of the dimensions, by their places."""
    return {
        score.position: Judgement(
            score.level, score.words, [one.pk for one in score.evidence.all()], score.seen
        )
        for score in observation.scores.prefetch_related("evidence")
    }


@transaction.atomic
def mark_evidence(
    *,
    observation: Observation,
    place: int,
    kind: str,
    start_ms: int,
    body: str,
    end_ms: int | None = None,
    token: uuid.UUID | None = None,
    zero_ms: int | None = None,
) -> Comment:
    """Write a comment at a moment or on a span, and name it as evidence of a place's dimension.

    The same `token` a second time returns the comment of the first. Raises ValidationError as
    `write_comment` does, and when the form was handed in or put aside.
    """
    _hold_open(observation)
    score = observation.scores.filter(position=place).first()
    if score is None:
        raise ValidationError(PUT_ASIDE)
    comment = write_comment(
        take=observation.take,
        author=observation.observer,
        kind=kind,
        start_ms=start_ms,
        end_ms=end_ms,
        body=body,
        token=token,
        zero_ms=zero_ms,
    )
    score.evidence.add(comment)
    return comment


def _tidy(judgement: Judgement) -> Judgement:
    """The same with tidy words."""
    seen = {
        line: tidy_words(words=words, most=MOST_WORDS) for line, words in judgement.seen.items()
    }
    words = tidy_words(words=judgement.words, most=MOST_WORDS)
    return replace(judgement, words=words, seen=seen)


@transaction.atomic
def hand_in_observation(*, observation: Observation) -> Observation:
    """Hand the form in, and with it the review. Handing in twice changes nothing.

    Raises ValidationError where the round is closed, and with what is missing: levels,
    evidence, and what the round asks for.
    """
    held = Observation.objects.select_for_update().get(pk=observation.pk)
    if held.handed_in_at:
        return held
    check_open(take=held.take, person=held.observer)
    if missing := _gaps(held) + find_missing(take=held.take, person=held.observer):
        raise ValidationError(missing)
    held.handed_in_at = timezone.now()
    held.save(update_fields=["handed_in_at"])
    for invitation in Invitation.objects.filter(take=held.take_id, person=held.observer_id):
        finish_review(invitation=invitation)
    return held


def take_back_observation(*, observation: Observation) -> Observation:
    """Take a form back that was handed in, to change it. Nothing in it is lost.

    Raises ValidationError where the round is closed.
    """
    check_open(take=observation.take, person=observation.observer)
    Observation.objects.filter(pk=observation.pk).update(handed_in_at=None)
    observation.refresh_from_db(fields=["handed_in_at"])
    return observation


def own_comments(observation: Observation):
    """Return the comments that the observer shares on the take, which may serve as evidence."""
    return Comment.objects.shared().filter(take=observation.take_id, author=observation.observer_id)


def _hold_open(observation: Observation) -> Observation:
    held = Observation.objects.select_for_update().filter(pk=observation.pk).first()
    if held is None:
        raise ValidationError(PUT_ASIDE)
    if held.handed_in_at:
        raise ValidationError(_("This form was handed in. Take it back to change it."))
    return held


def _gaps(observation: Observation) -> list[str]:
    """What is missing in the observer's portion of the form, in sentences."""
    wording = read_wording(observation.wording)
    portion = portion_of(observation=observation, wording=wording)
    is_dealt = portion != frozenset(all_viewpoints(wording))
    scores = {score.position: score for score in observation.scores.prefetch_related("evidence")}
    sentences = []
    for place, dimension in enumerate(wording.dimensions):
        own = [point for point in viewpoints_of(dimension) if point in portion]
        if own:
            sentences.append(_gap(dimension, scores[place]))
        if is_dealt:
            sentences += [_unseen(point, scores[place]) for point in own if point.words]
    return [sentence for sentence in sentences if sentence]


def _unseen(point: Viewpoint, score: Score) -> str:
    said = score.seen.get(point.words)
    return "" if said else _("Say what you saw of “%(viewpoint)s”.") % {"viewpoint": point}


def _gap(dimension: Dimension, score: Score) -> str:
    if score.level is None:
        return _("Choose a level for “%(dimension)s”.") % {"dimension": dimension.name}
    if dimension.needs_evidence and not any(c.is_shared for c in score.evidence.all()):
        return _("Name a comment as evidence for “%(dimension)s”.") % {"dimension": dimension.name}
    return ""
