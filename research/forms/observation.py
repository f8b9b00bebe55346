from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from research.domain.judgement import Judgement
from research.domain.observation import filled_in, judgements_in, own_comments
from research.domain.overlap import State, plain_state
from research.domain.portion import all_viewpoints, portion_of, viewpoints_of
from research.domain.wording import Dimension, read_wording
from research.enums import Level
from research.forms.base import words_field
from research.forms.marking import MarkingForm, bare_marking
from research.forms.overlap import OverlapForm
from research.models import Comment, Observation


@dataclass(frozen=True)
class Part:
    """A dimension with its fields; `levels` are value, label and meaning; `evidence` the
    comments with whether each is chosen.

    Where viewpoints were dealt out, `seen` are the fields of the observer's own and `others`
    the lines that somebody else watches; a part without any of theirs `is_mine` not.
    """

    place: int
    dimension: Dimension
    level: int | None
    words: forms.BoundField
    marking: MarkingForm
    evidence: list[tuple[Comment, bool]]
    seen: list[forms.BoundField]
    others: list[str]
    is_mine: bool


class EvidenceField(forms.TypedMultipleChoiceField):
    """Chosen comments; those that are gone meanwhile are left out, and the others kept."""

    def clean(self, value):
        return super().clean([key for key in value or () if self.valid_value(key)])


class ObservationSheet(OverlapForm):
    """An observation form to fill in. Nothing is required until it is handed in."""

    def __init__(self, data: Any = None, *, observation: Observation) -> None:
        self.observation = observation
        self.wording = read_wording(observation.wording)
        portion = portion_of(observation=observation, wording=self.wording)
        self.is_dealt = portion != frozenset(all_viewpoints(self.wording))
        self.own = {
            place: [point.words for point in viewpoints_of(dimension) if point in portion]
            for place, dimension in enumerate(self.wording.dimensions)
        }
        self.comments = {comment.pk: comment for comment in own_comments(observation)}
        self.kept = judgements_in(observation=observation)
        super().__init__(data, initial=self._initial())
        self.based_on(filled_in(observation=observation))
        self._add_fields()

    def _add_fields(self) -> None:
        for place, dimension in enumerate(self.wording.dimensions):
            self.fields[f"level_{place}"] = forms.TypedChoiceField(
                label=_("Level"), choices=Level, coerce=int, empty_value=None, required=False
            )
            self.fields[f"words_{place}"] = words_field(label=_("What you saw"), rows=2)
            self.fields[f"evidence_{place}"] = EvidenceField(
                choices=[(pk, str(pk)) for pk in self.comments], coerce=int, required=False
            )
            for name, line in self._seen(place):
                label = _("What you saw of “%(viewpoint)s”") % {"viewpoint": line}
                self.fields[name] = words_field(label=label, rows=2)
                self.fields[name].help_text = escape(dimension.guides.get(line, ""))
        for at, question in enumerate(self.wording.questions):
            self.fields[f"answer_{at}"] = words_field(label=question, rows=2)

    def _seen(self, place: int) -> list[tuple[str, str]]:
        """The fields of a part's viewpoints that are the observer's own, with their words."""
        if not self.is_dealt:
            return []
        lines = enumerate(self.wording.dimensions[place].look_at)
        return [(f"seen_{place}_{at}", line) for at, line in lines if line in self.own[place]]

    def _initial(self) -> dict[str, Any]:
        answers = dict(enumerate(self.observation.answers))
        return {
            **{f"words_{place}": kept.words for place, kept in self.kept.items()},
            **{f"answer_{at}": words for at, words in answers.items()},
            **{
                name: kept.seen.get(line, "")
                for place, kept in self.kept.items()
                for name, line in self._seen(place)
            },
        }

    def name_clash(self, name: str) -> str:
        sort, _dash, place = name.partition("_")
        label = super().name_clash(name)
        if sort not in ("level", "words"):
            return label
        return f"{self.wording.dimensions[int(place)].name} · {label}"

    @property
    def next_base(self) -> str:
        """What the page goes on from: what stands, but where that overlaps, what it had."""
        stands = plain_state(filled_in(observation=self.observation))
        had: State = next(iter(self.cleaned_data["before"]), {})
        held = {name: had.get(name, "") for name in self.newer or ()}
        return self["before"].field.prepare_value([stands | held])

    @property
    def judgements(self) -> dict[int, Judgement]:
        """What was sent, by dimension; for a level that does not exist, the one kept before."""
        sent = self.cleaned_data
        return {
            place: Judgement(
                level=sent.get(f"level_{place}", kept.level),
                words=sent[f"words_{place}"],
                evidence=sent[f"evidence_{place}"],
                seen={line: sent[name] for name, line in self._seen(place)},
            )
            for place, kept in self.kept.items()
        }

    @property
    def given(self) -> list[str]:
        """The answers to the questions, in order."""
        return [self.cleaned_data[f"answer_{at}"] for at in range(self.questions)]

    @property
    def questions(self) -> int:
        return len(self.wording.questions)

    def parts(self) -> list[Part]:
        """The dimensions as they are shown: as sent, or else as kept; the observer's own first."""
        return sorted(self._parts(), key=lambda part: not part.is_mine)

    def _parts(self) -> Iterator[Part]:
        is_sent = self.is_bound and (self.is_valid() or self.newer)
        current = self.judgements if is_sent else self.kept
        for place, dimension in enumerate(self.wording.dimensions):
            judgement = current[place]
            chosen = set(judgement.evidence)
            yield Part(
                place=place,
                dimension=dimension,
                level=judgement.level,
                words=self[f"words_{place}"],
                marking=bare_marking(self.observation.take, place),
                evidence=[(comment, pk in chosen) for pk, comment in self.comments.items()],
                seen=[self[name] for name, _line in self._seen(place)],
                others=[line for line in dimension.look_at if line not in self.own[place]],
                is_mine=bool(self.own[place]),
            )

    def answer_fields(self) -> list[forms.BoundField]:
        return [self[f"answer_{at}"] for at in range(self.questions)]
