"""Blocks of the lesson plan."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class PhaseBlock(blocks.StructBlock):
    """One phase (环节) of the lesson."""

    name = blocks.CharBlock(label=_("Phase"), max_length=40)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=240)
    teacher_does = blocks.TextBlock(label=_("Teacher does"), required=False)
    students_do = blocks.TextBlock(label=_("Students do"), required=False)
    why = blocks.TextBlock(label=_("Why"), required=False)

    class Meta:
        icon = "time"
        label = _("Phase")
