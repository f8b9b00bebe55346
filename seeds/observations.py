"""What observers of the demo made of a take, with a form."""

from lessons.models import Take
from moke.accounts.models import User
from research.domain.judgement import Judgement
from research.domain.observation import (
    begin_observation,
    hand_in_observation,
    keep_observation,
    mark_evidence,
    own_comments,
)
from research.domain.portion import all_viewpoints, deal_portions, share_evenly
from research.domain.queries.observation import find_observation
from research.domain.queries.portion import observers_of
from research.domain.round import round_of, set_round
from research.domain.wording import read_wording, wording_of
from research.models import ObservationForm


def observe(take: Take, entry: dict) -> None:
    """Set the round of the sheet, if there is one, and hand in what its observers found."""
    sheet = entry.get("round")
    if sheet is None or not take.recording.is_ready:
        return
    form = ObservationForm.objects.get(language="zh-hans", name=sheet["form"])
    if round_of(take) is None:
        set_round(take=take, by=take.lesson.author, form=form, **sheet.get("asked", {}))
        if sheet.get("is_dealt_out"):
            _deal_out(take, form)
    for found in sheet.get("observations", []):
        observer = User.objects.get(username=found["by"])
        if find_observation(take=take, person=observer) is None:
            _observe(take, observer, form, found)


def _deal_out(take: Take, form: ObservationForm) -> None:
    points = all_viewpoints(read_wording(wording_of(form=form)))
    shares = share_evenly(viewpoints=points, people=observers_of(take))
    deal_portions(take=take, shares=shares)


def _observe(take: Take, observer: User, form: ObservationForm, found: dict) -> None:
    observation = begin_observation(take=take, observer=observer, form=form)
    for mark in found.get("marked", []):
        mark_evidence(
            observation=observation,
            place=mark["place"],
            kind=mark["kind"],
            start_ms=round(mark["at"] * 1000),
            body=mark["body"],
        )
    evidence = list(own_comments(observation).values_list("pk", flat=True))
    judged = zip(read_wording(observation.wording).dimensions, found["levels"], strict=True)
    seen = found.get("seen", {})
    judgements = {
        place: Judgement(
            level or None,
            words,
            evidence if dimension.needs_evidence else (),
            {line: seen[line] for line in dimension.look_at if line in seen},
        )
        for place, (dimension, (level, words)) in enumerate(judged)
    }
    keep_observation(observation=observation, judgements=judgements, answers=found["answers"])
    hand_in_observation(observation=observation)
