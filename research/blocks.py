"""Blocks of observation forms."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from research.enums import Level


class DimensionBlock(blocks.StructBlock):
    """What is judged (观察维度): its weight, where to look, and what the levels mean."""

    name = blocks.CharBlock(label=_("Dimension"), max_length=60)
    points = blocks.IntegerBlock(label=_("Points"), min_value=1, max_value=100, default=20)
    look_at = blocks.TextBlock(
        label=_("What to look at"), required=False, rows=4, help_text=_("One viewpoint a line.")
    )
    levels = blocks.TextBlock(
        label=_("What the levels mean"),
        required=False,
        rows=5,
        help_text=_("Five lines, from excellent to not seen; or leave it empty."),
    )
    needs_evidence = blocks.BooleanBlock(
        label=_("Needs evidence"),
        required=False,
        help_text=_("The observer names at least one of their comments on the recording."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Dimension")
        label_format = "{name} · {points}"

    def clean(self, value):
        value = super().clean(value)
        meant = [line for line in value["levels"].splitlines() if line.strip()]
        if meant and len(meant) != len(Level):
            problem = ValidationError(_("Write five lines, or none."))
            raise blocks.StructBlockValidationError({"levels": problem})
        return value
