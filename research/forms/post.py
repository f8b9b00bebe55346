"""What somebody writes in a topic: rich text and clips."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from moke.accounts.models import User
from moke.ui.rich_text import from_plain, to_plain
from research.domain.address import lift_addresses
from research.domain.clip import MOST_CLIPS, Quotable, find_span
from research.domain.queries.clip import Clip
from research.forms.base import RoomForm
from research.forms.overlap import Overlapping
from research.models import Post

KEPT = "#"
"""Begins the value of a clip that the post already has; its key follows."""


class LinesInput(forms.Widget):
    """Lists what stands in any number of inputs and lines under one name."""

    def value_from_datadict(self, data, files, name):
        values = data.getlist(name) if isinstance(data, QueryDict) else data.get(name) or []
        lines = [line.strip() for value in values for line in value.splitlines()]
        return list(dict.fromkeys(filter(None, lines)))


class LinesField(forms.Field):
    widget = LinesInput


@dataclass(frozen=True)
class ClipCard:
    """A clip as the form holds it: the value it sends, and what is known of it.

    `clip` is None while it is not understood, and `is_open` False where the person may not
    see the lesson any more.
    """

    value: str
    clip: Quotable | None = None
    is_open: bool = True


class PostForm(Overlapping, RoomForm):
    """A post of `person`: plain words, or markup where `markup` says so, and addresses of clips.

    `post` is the one to be edited, whose own clips stay as `#key`; `shown` are they as the
    person sees them.
    """

    body = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea({"rows": 5})
    )
    markup = forms.CharField(required=False, widget=forms.HiddenInput)
    clips = LinesField(required=False)
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args, person: User, host: str, post: Post | None = None, shown=(), **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.person, self.host, self.post = person, host, post
        self.own: dict[str, Clip] = {f"{KEPT}{clip.quote.pk}": clip for clip in shown}
        self.cards = [self._own_card(value) for value in self.own]
        spans = self.initial.get("spans", [])
        self.cards += [ClipCard(value=span.address, clip=span) for span in spans]

    def clean(self) -> dict:
        sent = super().clean() or self.cleaned_data
        addresses = sent.get("clips") or []
        body = sent.get("body") or ""
        if sent.get("markup") != "html":
            body = from_plain(body)
        sent["body"], lifted = lift_addresses(markup=body, host=self.host)
        self.cards = []
        for value in dict.fromkeys([*addresses, *lifted[: MOST_CLIPS + 1]]):
            try:
                self.cards.append(self._card(value))
            except ValidationError as error:
                self.cards.append(ClipCard(value=value))
                self.add_domain_errors(error)
        return sent

    def _card(self, value: str) -> ClipCard:
        if value.startswith(KEPT):
            if value in self.own:
                return self._own_card(value)
            raise ValidationError({"clips": _("This clip is not in the post any more.")})
        span = find_span(text=value, host=self.host, person=self.person)
        return ClipCard(value=span.address, clip=span)

    def _own_card(self, value: str) -> ClipCard:
        clip = self.own[value]
        return ClipCard(value=value, clip=clip.quote, is_open=clip.is_open)

    def particulars(self) -> dict:
        """What `write_post` wants to know; `edit_post` wants `seen` for the token."""
        clips = [card.clip for card in self.cards if card.clip]
        return {"body": self.cleaned_data["body"], "clips": clips}

    @property
    def next_seen(self) -> int | None:
        """The change that saving again would replace."""
        return self.post.change if self.post else None

    def say_clash(self, name: str, value: Any) -> str:
        said = super().say_clash(name, value)
        return to_plain(said) if name == "body" else said
