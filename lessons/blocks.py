"""Blocks of the lesson plan."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


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
