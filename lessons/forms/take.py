from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from lessons.domain.queries.inbox import inbox
from lessons.domain.queries.take import upcoming_take
from lessons.models import LessonPage
from moke.media.models import Recording


class ArrivedField(forms.ModelChoiceField):
    """A choice among recordings, named by their file and the day they arrived."""

    def label_from_instance(self, recording: Recording) -> str:
        arrived = timezone.localtime(recording.created_at)
        return _("%(name)s, arrived %(when)s") % {
            "name": recording.original_name or recording.key,
            "when": formats.date_format(arrived, "SHORT_DATETIME_FORMAT"),
        }


class TakeForm(forms.Form):
    """What the author says about a take before its recording goes up."""

    taught_on = forms.DateField(
        label=_("Taught on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    class_name = forms.CharField(
        label=_("Class"), max_length=40, help_text=_("For example: Class 3 of grade 1")
    )
    change_note = forms.CharField(
        label=_("What changed since the last take"),
        help_text=_("Colleagues read this first. One or two sentences are enough."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    recording = ArrivedField(
        queryset=Recording.objects.none(),
        required=False,
        blank=True,
        label=_("The recording"),
        empty_label=_("I upload a file in the next step"),
        widget=forms.RadioSelect,
    )
    invite_again = forms.BooleanField(
        label=_("Invite the same colleagues again"), required=False, initial=True
    )
    due_on = forms.DateField(
        label=_("Until when they watch it"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=_("What to look at"), required=False, max_length=300)

    def __init__(self, *args, lesson: LessonPage, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.upcoming = upcoming_take(lesson)
        arrived = inbox(lesson.author)
        if arrived.exists():
            cast("ArrivedField", self.fields["recording"]).queryset = arrived
        else:
            del self.fields["recording"]
        if self.upcoming.before is None:
            del self.fields["change_note"]
        if not (self.upcoming.before and self.upcoming.before.invitations.exists()):
            for name in ("invite_again", "due_on", "note"):
                del self.fields[name]
        self._start_from_what_is_known()

    def _start_from_what_is_known(self) -> None:
        today = timezone.localdate()
        known = self.upcoming.waiting
        last = known or self.upcoming.before
        self.fields["taught_on"].widget.attrs["max"] = today.isoformat()
        self.initial.setdefault("taught_on", known.taught_on if known else today)
        self.initial.setdefault("class_name", last.class_name if last else "")
        self.initial.setdefault("change_note", known.change_note if known else "")

    def clean_due_on(self):
        """Refuse a day that has passed."""
        due_on = self.cleaned_data["due_on"]
        if due_on and due_on < timezone.localdate():
            raise ValidationError(_("Choose today or a later day."))
        return due_on

    def terms(self) -> dict:
        """What `invite_again` wants to know besides."""
        return {name: self.cleaned_data[name] for name in ("note", "due_on")}

    def particulars(self) -> dict:
        """What `open_take` wants to know."""
        names = ("taught_on", "class_name", "change_note", "recording")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
