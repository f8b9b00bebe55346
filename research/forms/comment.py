from django import forms
from django.utils.translation import gettext_lazy as _

from moke.ui.moment_field import MomentField
from research.domain.enclosure import MOST_PICTURES, MOST_VOICE_S
from research.enums import CommentKind
from research.forms.base import RoomForm, TagsField, is_key, words_field
from research.forms.enclosure import DescribedField, DroppedField, PicturesField, VoiceField
from research.forms.overlap import OverlapForm


class TaggedForm(RoomForm):
    """A form in which tags are ticked."""

    tags = TagsField()

    @property
    def chosen_tags(self) -> set[int]:
        """Keys of the tags that are ticked; what was sent besides keys is left out."""
        return {int(value) for value in self["tags"].value() or () if is_key(str(value))}


class CommentForm(TaggedForm):
    """The composer."""

    kind = forms.ChoiceField(
        label=_("Kind of comment"),
        choices=CommentKind,
        initial=CommentKind.SUGGESTION,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of comment this is.")},
    )
    at = MomentField(label=_("From"), error_messages={"required": _("Say at which moment.")})
    until = MomentField(label=_("to"), required=False)
    body = words_field(label=_("Comment"))
    private = forms.BooleanField(label=_("Only for me"), required=False)
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    sketch = forms.CharField(required=False, widget=forms.HiddenInput)
    zero = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """Where the recording's moments began when they were read."""
    pictures = PicturesField()
    described = DescribedField(required=False)
    voice = VoiceField()
    most_pictures, most_voice_s = MOST_PICTURES, MOST_VOICE_S

    def enclosed(self) -> dict:
        """What `make_enclosures` wants to know."""
        sent = self.cleaned_data
        return {name: sent[name] for name in ("pictures", "described", "voice")}

    def particulars(self) -> dict:
        """What `write_comment` wants to know, but for what is enclosed."""
        sent = self.cleaned_data
        return {
            "kind": sent["kind"],
            "start_ms": sent["at"],
            "end_ms": sent["until"],
            "body": sent["body"],
            "private": sent["private"],
            "token": sent["token"],
            "sketch": sent["sketch"],
            "tags": sent["tags"],
            "zero_ms": sent["zero"],
        }


class CommentEditForm(OverlapForm, TaggedForm):
    """One's own comment, written anew."""

    kind = forms.ChoiceField(
        label=_("Kind of comment"),
        choices=CommentKind,
        required=False,
        widget=forms.RadioSelect,
    )
    body = words_field(label=_("Comment"))
    sketch = forms.CharField(required=False, widget=forms.HiddenInput)
    tagged = forms.BooleanField(required=False, widget=forms.HiddenInput)
    """Whether the form showed the tags, so that none is an answer."""
    dropped = DroppedField()

    @property
    def chosen_drops(self) -> set[str]:
        """Keys of what is ticked to be taken away."""
        return set(self["dropped"].value() or ())

    def particulars(self) -> dict:
        """What `edit_comment` wants to know."""
        sent = dict(self.cleaned_data)
        if not sent.pop("tagged"):
            sent["tags"] = None
        return sent
