from collections.abc import Sequence

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moke.media.blur import Blur
from moke.media.domain.blur import MOST_BOXES
from moke.ui.clock import write_moment
from moke.ui.moment_field import MomentField

WHOLE = 100
SIDES = ("left", "top", "width", "height")


def _share(label) -> forms.FloatField:
    attrs = {"step": "any", "inputmode": "decimal"}
    widget = forms.NumberInput(attrs=attrs)
    return forms.FloatField(label=label, min_value=0, max_value=WHOLE, widget=widget)


class BlurBoxForm(forms.Form):
    """A box: from when to when, and where in the picture, in per cent of its sides."""

    use_required_attribute = False

    start = MomentField(label=gettext_lazy("Blurred from"))
    end = MomentField(label=gettext_lazy("until"))
    left = _share(gettext_lazy("Left"))
    top = _share(gettext_lazy("Top"))
    width = _share(gettext_lazy("Width"))
    height = _share(gettext_lazy("Height"))

    def clean(self):
        data = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start is not None and end is not None and end <= start:
            self.add_error("end", _("A span ends after it starts."))
        return data

    def as_blur(self) -> Blur:
        data = self.cleaned_data
        sides = (data[name] / WHOLE for name in SIDES)
        return Blur(data["start"] / 1000, data["end"] / 1000, *sides)


class _Boxes(BaseFormSet):
    """Boxes, of which any can be taken away, also those that the form began with."""

    def initial_form_count(self) -> int:
        return 0


BlurBoxSet = formset_factory(
    BlurBoxForm, formset=_Boxes, extra=1, max_num=MOST_BOXES, validate_max=True
)


def boxes_of(blurs: Sequence[Blur]) -> BaseFormSet:
    """Return a set of forms that begins with these boxes, and has one more without any."""
    boxes = BlurBoxSet(
        initial=[
            {
                "start": write_moment(round(blur.start_s * 1000)),
                "end": write_moment(round(blur.end_s * 1000)),
                **{side: round(getattr(blur, side) * WHOLE, 2) for side in SIDES},
            }
            for blur in blurs
        ]
    )
    boxes.extra = len(blurs) + 1
    return boxes


def blurs_in(boxes: BaseFormSet) -> list[Blur]:
    """Return the boxes of a valid set of forms; empty ones are none."""
    return [form.as_blur() for form in boxes.forms if form.has_changed()]


class HoldForm(forms.Form):
    """Whether others may watch before all is blurred."""

    hold_back = forms.BooleanField(
        label=gettext_lazy("Hide the recording from everybody else until it is blurred"),
        required=False,
        initial=True,
    )
