from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from research.domain.comment_sheet import decode_sheet
from research.enums import NamedRows


class CommentSheetForm(forms.Form):
    """A table of comments: first as a file, then, seen once, as the words that were in it."""

    file = forms.FileField(
        label=_("Table with comments"),
        allow_empty_file=True,
        error_messages={"required": _("Choose the table with your comments.")},
        help_text=_("CSV, up to 500 rows and 1 MB, in UTF-8 or GB18030."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )
    sheet = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    names = forms.ChoiceField(
        label=_("Some rows name somebody else. What becomes of them?"),
        choices=NamedRows,
        initial=NamedRows.KEEP,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["names"].required = not self.is_bound
        self.fields["file"].required = not self.data.get("sheet")

    def clean(self):
        """Leave in `text` what the file says, or what was seen before."""
        sent = self.cleaned_data
        if upload := sent.get("file"):
            try:
                sent["text"] = decode_sheet(upload.read())
            except ValidationError as error:
                self.add_error("file", error)
        else:
            sent["text"] = sent.get("sheet", "")
        return sent
