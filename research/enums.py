from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CommentKind(TextChoices):
    HIGHLIGHT = "highlight", _("Highlight")
    SUGGESTION = "suggestion", _("Suggestion")
    QUESTION = "question", _("Question")
    NOTE = "note", _("Note")


WANTS_VERDICT = (CommentKind.SUGGESTION, CommentKind.QUESTION)


class VerdictChoice(TextChoices):
    ADOPTED = "adopted", _("Adopted")
    PARTLY = "partly", _("Partly adopted")
    NOT_ADOPTED = "not-adopted", _("Not adopted")


ACCEPTED = (VerdictChoice.ADOPTED, VerdictChoice.PARTLY)
