"""What the small forms of the review room share."""

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_KEY = 18
FORM_FIELDS = {"start_ms": "at", "at_ms": "at", "end_ms": "until"}
"""Where the forms ask for what the domain names otherwise."""


class RoomForm(forms.Form):
    """A form of the room: no ids, so that it can stand in a page many times."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_id", False)
        super().__init__(*args, **kwargs)

    def add_domain_errors(self, error: ValidationError) -> None:
        """Show what a domain verb refused beside the field that asked for it."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            field = FORM_FIELDS.get(name, name)
            self.add_error(field if field in self.fields else None, errors)

    @property
    def problems(self) -> list[str]:
        """Every error in words, those of the whole form first."""
        order = [NON_FIELD_ERRORS, *self.fields]
        return [str(problem) for name in order for problem in self.errors.get(name, [])]


def is_key(value: str) -> bool:
    """Whether something sent may be the key of a row."""
    return value.isascii() and value.isdecimal() and len(value) <= LONGEST_KEY


class TagsField(forms.TypedMultipleChoiceField):
    """Keys of tags, which the domain looks at; the templates show which there are."""

    def __init__(self, **kwargs):
        super().__init__(coerce=int, required=False, label=_("Tags"), **kwargs)

    def valid_value(self, value):
        return is_key(value)


def words_field(*, label: "StrOrPromise", rows: int = 3) -> forms.CharField:
    """A field for a comment or a reply; the domain says what is too little or too much."""
    return forms.CharField(
        label=label, required=False, strip=False, widget=forms.Textarea({"rows": rows})
    )
