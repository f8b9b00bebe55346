from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lessons.domain.queries.library import Shelf
from lessons.enums import LessonKind, LibraryState
from moke.accounts.anybody import Anybody
from moke.accounts.models import School
from moke.curriculum.enums import Grade, Subject
from moke.search.text import LONGEST_WORDS, words_of

FILTERS = ("subject", "grade", "kind", "state", "school")
FIRST_CHOICES = 8
"""Choices of a filter that are shown; the rest is folded away."""


@dataclass(frozen=True)
class Choice:
    """A value of a filter, how many lessons it leads to, and the address of those."""

    label: str | Promise
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A filter with the choices that lead to any lesson; `rest` is folded away."""

    name: str
    label: str | Promise
    choices: list[Choice]
    rest: list[Choice]

    @property
    def is_chosen_from_rest(self) -> bool:
        return any(choice.is_chosen for choice in self.rest)


@dataclass(frozen=True)
class Filter:
    """A filter that is set, and what there would be without it."""

    label: str | Promise
    value: str | Promise
    count: int
    url: str


class LibraryForm(forms.Form):
    """What somebody looks for in the library. Nothing is required, and nonsense finds all."""

    words = forms.CharField(
        label=_("Title, homework or teacher"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST_WORDS}),
    )
    subject = forms.ChoiceField(label=_("Subject"), required=False, choices=Subject.choices)
    grade = forms.TypedChoiceField(
        label=_("Grade"), required=False, coerce=int, empty_value=None, choices=Grade.choices
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("of a lesson", "Kind"), required=False, choices=LessonKind.choices
    )

    def __init__(self, *args: Any, person: Anybody, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teaches = person.is_authenticated and person.is_teacher
        states = LibraryState if teaches else (LibraryState.RECORDED, LibraryState.SELECTED)
        if teaches:
            self.fields["words"].label = _("Title, plan, homework or teacher")
        self.fields["school"] = forms.TypedChoiceField(
            label=_("School"),
            required=False,
            coerce=int,
            empty_value=None,
            choices=list(School.objects.values_list("pk", "name")),
        )
        self.fields["state"] = forms.ChoiceField(
            label=_("State"), required=False, choices=[(s.value, s.label) for s in states]
        )

    @cached_property
    def wishes(self) -> dict:
        """What was asked for and makes sense."""
        self.is_valid()
        wishes = {name: wish for name, wish in self.cleaned_data.items() if wish}
        if "words" in wishes:
            wishes["words"] = wishes["words"][:LONGEST_WORDS]
        return wishes

    @property
    def is_cut(self) -> bool:
        """Whether more was typed than is searched for."""
        return len(self["words"].value() or "") > LONGEST_WORDS

    @property
    def says_nothing(self) -> bool:
        """Whether something was typed, and nothing in it can be searched for."""
        return "words" in self.wishes and not words_of(self.wishes["words"])

    def facets(self, shelf: Shelf) -> list[Facet]:
        """Return the filters with their choices, each with a true count."""
        facets = [self._facet(name, shelf) for name in FILTERS]
        return [facet for facet in facets if facet.choices]

    def filters(self, shelf: Shelf) -> list[Filter]:
        """Return the filters that are set, and how many lessons there are without each."""
        return [
            Filter(
                label=self.fields[name].label or "",
                value=dict(self._options(name))[self.wishes[name]],
                count=shelf.without[name],
                url=self.url({name: None}),
            )
            for name in FILTERS
            if name in self.wishes
        ]

    def url(self, changed: Mapping) -> str:
        """Return the address of the library under changed wishes."""
        wishes = {name: wish for name, wish in {**self.wishes, **changed}.items() if wish}
        return f"?{urlencode(wishes)}" if wishes else reverse("lessons:library")

    def _facet(self, name: str, shelf: Shelf) -> Facet:
        choices = list(self._choices(name, shelf))
        if name == "school":
            choices.sort(key=lambda choice: -choice.count)
        return Facet(
            name=name,
            label=self.fields[name].label or "",
            choices=choices[:FIRST_CHOICES],
            rest=choices[FIRST_CHOICES:],
        )

    def _choices(self, name: str, shelf: Shelf) -> Iterator[Choice]:
        for value, label in self._options(name):
            is_chosen = self.wishes.get(name) == value
            count = shelf.counts[name].get(value, 0)
            if count or is_chosen:
                url = self.url({name: None if is_chosen else value})
                yield Choice(label=label, count=count, url=url, is_chosen=is_chosen)

    def _options(self, name: str) -> list[tuple[Any, str | Promise]]:
        choices: Any = getattr(self.fields[name], "choices", ())
        return list(choices)
