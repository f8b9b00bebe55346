"""Blocks of the lesson plan and of collections."""

import re

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from lessons.widgets import LessonChooser, ResourceChooser


class PhaseBlock(blocks.StructBlock):
    """One phase (环节) of the lesson."""

    name = blocks.CharBlock(label=_("Name of the phase"), max_length=40)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=240, default=5)
    teacher_does = blocks.TextBlock(
        label=_("Teacher does"), required=False, rows=3, help_text=_("What you say, show and ask.")
    )
    students_do = blocks.TextBlock(
        label=_("Students do"), required=False, rows=3, help_text=_("What they do with it.")
    )
    why = blocks.TextBlock(
        label=_("Why"), required=False, rows=2, help_text=_("What this phase is for.")
    )

    class Meta:
        icon = "time"
        label = _("Phase")
        label_format = "{name} · {minutes}"


PRIMARY_KEY = re.compile(r"[0-9]{1,18}")


class SureChooserBlock(blocks.ChooserBlock):
    """A chooser that takes nothing for a choice but what may be a number in the database."""

    def value_from_form(self, value):
        if isinstance(value, str) and not PRIMARY_KEY.fullmatch(value):
            return None
        return super().value_from_form(value)


class LessonChooserBlock(SureChooserBlock):
    """A lesson of the library. One that was withdrawn may stay, but cannot be chosen anew."""

    target_model = "lessons.LessonPage"
    widget = LessonChooser()

    class Meta:
        icon = "doc-full"
        label = _("Lesson")

    @cached_property
    def field(self):
        return forms.ModelChoiceField(
            queryset=self.model_class.objects.published(),
            widget=self.widget,
            error_messages={
                "required": _("Choose a lesson, or remove this entry."),
                "invalid_choice": _(
                    "Its author has withdrawn this lesson, and nobody sees it here. Remove this "
                    "entry or choose another lesson."
                ),
            },
        )


class ResourceChooserBlock(SureChooserBlock):
    """A file of the library."""

    target_model = "lessons.Resource"
    widget = ResourceChooser()

    class Meta:
        icon = "doc-empty"
        label = _("File")

    @cached_property
    def field(self):
        return forms.ModelChoiceField(
            queryset=self.model_class.objects.all(),
            widget=self.widget,
            error_messages={
                "required": _("Choose a file, or remove this entry."),
                "invalid_choice": _(
                    "This file is no longer in the library. Remove this entry or choose another."
                ),
            },
        )


class EntryBlock(blocks.StructBlock):
    """Something that a curator chose, and why."""

    why = blocks.CharBlock(
        label=_("Why it is here"),
        required=False,
        max_length=120,
        help_text=_("One sentence that tells colleagues what to look at."),
    )


class LessonEntryBlock(EntryBlock):
    """A lesson in a collection."""

    lesson = LessonChooserBlock()

    class Meta:
        icon = "doc-full"
        label = _("Lesson")
        form_layout = ["lesson", "why"]


class FileEntryBlock(EntryBlock):
    """A file in a collection."""

    file = ResourceChooserBlock()

    class Meta:
        icon = "doc-empty"
        label = _("File")
        form_layout = ["file", "why"]


class SectionBlock(blocks.StructBlock):
    """One section of a collection: a heading, a few words, lessons and files in order."""

    title = blocks.CharBlock(label=_("Heading"), max_length=60)
    note = blocks.TextBlock(
        label=_("About this section"),
        required=False,
        rows=2,
        max_length=300,
        help_text=_("What belongs together here, in two or three sentences."),
    )
    entries = blocks.StreamBlock(
        [("lesson", LessonEntryBlock()), ("file", FileEntryBlock())],
        label=_("Lessons and files"),
        required=False,
    )

    class Meta:
        icon = "list-ul"
        label = _("Section")
        label_format = "{title}"


class SectionsBlock(blocks.StreamBlock):
    """The sections of a collection. A lesson or a file stands in it once."""

    section = SectionBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        seen, twice = set(), {}
        for at, section in enumerate(cleaned):
            for entry in section.value["entries"]:
                chosen = entry.value[entry.block_type]
                if chosen in seen:
                    twice[at] = chosen
                seen.add(chosen)
        if twice:
            message = _("“%(title)s” stands in this collection already. Remove one of the two.")
            errors = {
                at: blocks.StructBlockValidationError(
                    non_block_errors=[message % {"title": chosen.title}]
                )
                for at, chosen in twice.items()
            }
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return cleaned
