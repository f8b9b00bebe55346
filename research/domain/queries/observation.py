"""What observers made of a take, put together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from django.db.models import Prefetch

from lessons.models import Invitation, Take
from moke.accounts.models import User
from research.domain.wording import Dimension, Wording, points_of, read_wording, sheet_key
from research.models import Comment, Observation, Round, Score
from research.models.form import POINTS


@dataclass(frozen=True)
class Opinion:
    """What one observer makes of a dimension."""

    observer: User
    level: int | None
    label: str
    words: str
    evidence: Sequence[Comment]
    seen: Mapping[str, str]
    """What they saw of viewpoints that were dealt out to them, by the viewpoints' words."""


@dataclass(frozen=True)
class Row:
    """A dimension with all opinions; `points` is their mean, None where nobody judged it."""

    dimension: Dimension
    opinions: Sequence[Opinion]

    @property
    def points(self) -> float | None:
        given = [
            points_of(dimension=self.dimension, level=opinion.level)
            for opinion in self.opinions
            if opinion.level is not None
        ]
        return fmean(given) if given else None

    @property
    def viewpoints(self) -> list[tuple[str, list[tuple[User, str]]]]:
        """What was dealt out of the dimension: each viewpoint, with who saw what of it."""
        lines = dict.fromkeys(self.dimension.look_at)
        found = {
            line: [(o.observer, o.seen[line]) for o in self.opinions if o.seen.get(line)]
            for line in lines
        }
        return [(line, seen) for line, seen in found.items() if seen]

    @property
    def percent(self) -> int:
        return round(100 * (self.points or 0) / self.dimension.points)

    @property
    def is_contested(self) -> bool:
        """Whether observers are two levels apart or more: worth talking over."""
        levels = [opinion.level for opinion in self.opinions if opinion.level is not None]
        return bool(levels) and max(levels) - min(levels) > 1


@dataclass(frozen=True)
class Question:
    """A question with what each observer answered."""

    text: str
    answers: Sequence[tuple[User, str]]


@dataclass(frozen=True)
class Sheet:
    """All observations of a take that were made with the same words."""

    wording: Wording
    observers: Sequence[User]
    rows: Sequence[Row]
    questions: Sequence[Question]

    @property
    def points(self) -> float:
        """The mean over the observers, of 100: of the dimensions that somebody judged."""
        return share_of_points((row.dimension, row.points) for row in self.rows)


def share_of_points(judged: Iterable[tuple[Dimension, float | None]]) -> float:
    """Return what was given to dimensions, of 100; those that nobody judged count for nothing."""
    given = [(part.points, points) for part, points in judged if points is not None]
    most = sum(worth for worth, _points in given)
    return POINTS * sum(points for _worth, points in given) / most if most else 0


def find_observation(*, take: Take, person: User) -> Observation | None:
    """Return what the person has filled in, or begun to, of the take."""
    found = Observation.objects.filter(take=take, observer=person)
    return found.select_related("take__lesson", "take__recording", "observer").first()


def takes_waiting_for(person: User, takes: Iterable[Take]) -> set[int]:
    """Return the keys of the takes that the person is asked or has begun to observe, and has not.

    First one's own eyes: what others found there is not for them yet. Nobody waits any more
    once a round is closed.
    """
    closed = Round.objects.filter(take__in=takes).exclude(closed_at=None)
    over = set(closed.values_list("take", flat=True))
    own = Observation.objects.filter(take__in=takes, observer=person)
    begun = dict(own.values_list("take", "handed_in_at"))
    asked = Invitation.objects.filter(take__in=takes, person=person).values_list("take", flat=True)
    return {take for take in {*asked, *begun} - over if begun.get(take) is None}


def points_by_take(takes: Iterable[Take]) -> Mapping[int, list[float]]:
    """Return what each form that was handed in gives, of 100, by the takes' keys.

    Of a form of which the observer filled in a portion, the portion counts.
    """
    handed_in = Observation.objects.filter(take__in=takes, handed_in_at__isnull=False)
    found = defaultdict(list)
    for observation in handed_in.prefetch_related("scores"):
        dimensions = read_wording(observation.wording).dimensions
        scores = zip(dimensions, observation.scores.all(), strict=True)
        judged = (
            (part, points_of(dimension=part, level=score.level))
            for part, score in scores
            if score.level is not None
        )
        found[observation.take_id].append(share_of_points(judged))
    return found


def observation_report(*, take: Take) -> list[Sheet]:
    """Put together what was handed in on a take, a sheet for each wording; three queries."""
    return observation_reports([take]).get(take.pk, [])


def observation_reports(takes: Iterable[Take]) -> Mapping[int, list[Sheet]]:
    """Put together what was handed in on the takes, by their keys; likewise three queries.

    Means are taken over the observers; a level is worth a fifth of its dimension's points.
    """
    evidence = Comment.objects.shared().order_by("start_ms", "pk")
    scores = Score.objects.prefetch_related(Prefetch("evidence", evidence)).order_by("position")
    handed_in = (
        Observation.objects.filter(take__in=takes, handed_in_at__isnull=False)
        .select_related("observer")
        .prefetch_related(Prefetch("scores", scores))
    )
    sheets = defaultdict[tuple[int, str], list[Observation]](list)
    for observation in handed_in:
        key = sheet_key(stored=observation.wording)
        sheets[observation.take_id, key].append(observation)
    reports = defaultdict[int, list[Sheet]](list)
    for (take, _wording), observations in sheets.items():
        reports[take].append(_sheet(observations))
    return reports


def _sheet(observations: Sequence[Observation]) -> Sheet:
    wording = read_wording(observations[0].wording)
    rows = [_row(dimension, at, observations) for at, dimension in enumerate(wording.dimensions)]
    questions = [
        Question(text, [(o.observer, o.answers[at]) for o in observations if o.answers[at]])
        for at, text in enumerate(wording.questions)
    ]
    return Sheet(wording, [o.observer for o in observations], rows, questions)


def _row(dimension: Dimension, at: int, observations: Sequence[Observation]) -> Row:
    opinions = [_opinion(observation, at) for observation in observations]
    said = [o for o in opinions if o.level is not None or o.words or o.seen]
    return Row(dimension, said)


def _opinion(observation: Observation, at: int) -> Opinion:
    score = observation.scores.all()[at]
    return Opinion(
        observer=observation.observer,
        level=score.level,
        label=score.get_level_display() if score.level is not None else "",
        words=score.words,
        evidence=list(score.evidence.all()),
        seen=score.seen,
    )
