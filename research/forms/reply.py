from django import forms
from django.utils.translation import gettext_lazy as _

from research.forms.base import RoomForm, words_field
from research.forms.overlap import OverlapForm


class ReplyForm(RoomForm):
    """A word on a comment."""

    body = words_field(label=_("Reply"), rows=2)
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)


class ReplyEditForm(OverlapForm, RoomForm):
    """One's own reply, written anew."""

    body = words_field(label=_("Reply"), rows=2)
