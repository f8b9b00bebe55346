"""The editor of rich text in Wagtail's admin. Named in the settings."""

from django.utils.html import escape
from wagtail.admin.rich_text import DraftailRichTextArea


class PatientRichTextArea(DraftailRichTextArea):
    """Draftail, which takes in what no editor has written as plain words and does not fail."""

    def value_from_datadict(self, data, files, name):
        try:
            return super().value_from_datadict(data, files, name)
        except (ValueError, TypeError, KeyError, AttributeError):
            return f"<p>{escape(data.get(name, ''))}</p>"
