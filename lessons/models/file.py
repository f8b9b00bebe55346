from wagtail.documents.models import AbstractDocument, Document


class File(AbstractDocument):
    """A file in Wagtail's library."""

    admin_form_fields = Document.admin_form_fields
