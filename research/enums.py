from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class CommentKind(TextChoices):
    """What a comment is to the lesson's author; `WANTS_VERDICT` are those to be answered."""

    HIGHLIGHT = "highlight", _("Highlight")
    SUGGESTION = "suggestion", _("Suggestion")
    QUESTION = "question", _("Question")
    NOTE = "note", _("Note")


WANTS_VERDICT = (CommentKind.SUGGESTION, CommentKind.QUESTION)


class VerdictChoice(TextChoices):
    """What the author makes of a comment (采纳情况); `ACCEPTED` are to be shown in a later take."""

    ADOPTED = "adopted", _("Adopted")
    PARTLY = "partly", _("Partly adopted")
    NOT_ADOPTED = "not-adopted", _("Not adopted")


ACCEPTED = (VerdictChoice.ADOPTED, VerdictChoice.PARTLY)


class Level(IntegerChoices):
    """How well something went, as an observer sees it; a level is a fifth of the points."""

    EXCELLENT = 5, _("Excellent")
    GOOD = 4, _("Good")
    FAIR = 3, _("Fair")
    WEAK = 2, _("Weak")
    NOT_SEEN = 1, _("Not seen")


class WorkRole(TextChoices):
    """As what somebody took part in the polishing of a lesson."""

    AUTHOR = "author", _("Taught")
    REVIEWER = "reviewer", _("Reviewed")
