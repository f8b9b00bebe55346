from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class CommentKind(TextChoices):
    """What a comment is to the lesson's author; `WANTS_VERDICT` are those to be answered."""

    HIGHLIGHT = "highlight", _("Highlight")
    SUGGESTION = "suggestion", _("Suggestion")
    QUESTION = "question", _("Question")
    NOTE = "note", _("Note")


class NamedRows(TextChoices):
    """What becomes of rows in a table of comments that name somebody else."""

    KEEP = "keep", _("Keep them as mine, with the name before the words")
    LEAVE = "leave", _("Leave them out")


WANTS_VERDICT = (CommentKind.SUGGESTION, CommentKind.QUESTION)


class VerdictChoice(TextChoices):
    """What the author makes of a comment (采纳情况); `ACCEPTED` are to be shown in a later take."""

    ADOPTED = "adopted", _("Adopted")
    PARTLY = "partly", _("Partly adopted")
    NOT_ADOPTED = "not-adopted", _("Not adopted")


ACCEPTED = (VerdictChoice.ADOPTED, VerdictChoice.PARTLY)


class SketchTool(TextChoices):
    """What is drawn over a picture with."""

    PEN = "pen"
    ARROW = "arrow"
    BOX = "box"
    TEXT = "text"


class SketchColour(TextChoices):
    """Colours of drawings, named as their tokens are."""

    CINNABAR = "cinnabar"
    INDIGO = "indigo"
    JADE = "jade"
    AMBER = "amber"


class EnclosureKind(TextChoices):
    """What may go with a comment."""

    PICTURE = "picture", _("Picture")
    VOICE = "voice", _("Voice note")


ENCLOSED_AS = {
    EnclosureKind.PICTURE: ("image/jpeg", "jpg"),
    EnclosureKind.VOICE: ("audio/mp4", "m4a"),
}
"""Content type and ending of what is kept, whatever was sent."""


class Level(IntegerChoices):
    """How well something went, as an observer sees it; a level is a fifth of the points."""

    EXCELLENT = 5, _("Excellent")
    GOOD = 4, _("Good")
    FAIR = 3, _("Fair")
    WEAK = 2, _("Weak")
    NOT_SEEN = 1, _("Not seen")


class RoundEvent(TextChoices):
    """What happens to a round that its reviewers are told of."""

    EXTENDED = "extended"
    CLOSED = "closed"
    REOPENED = "reopened"


class WorkRole(TextChoices):
    """As what somebody took part in the polishing of a lesson."""

    AUTHOR = "author", _("Taught")
    REVIEWER = "reviewer", _("Reviewed")
    LEAD = "lead", _("Led the review")
    CODER = "coder", _("Coded")
    OBSERVER = "observer", _("Observed in the classroom")


class Scheme(TextChoices):
    """How the intervals of a take are coded (课堂编码)."""

    ST = "st", _("S-T analysis")
    FIAS = "fias", _("Flanders interaction analysis")


class Actor(TextChoices):
    """The codes of S-T analysis: who acts."""

    STUDENT = "S", _("Students act")
    TEACHER = "T", _("Teacher acts")


class StType(TextChoices):
    """What kind of teaching an S-T analysis finds (教学模式)."""

    PRACTICE = "practice", _("Practising")
    LECTURE = "lecture", _("Lecturing")
    DIALOGUE = "dialogue", _("Dialogue")
    MIXED = "mixed", _("Mixed")


class Talk(IntegerChoices):
    """The categories of Flanders' interaction analysis."""

    ACCEPTS_FEELING = 1, _("Accepts feeling")
    PRAISES = 2, _("Praises or encourages")
    USES_IDEAS = 3, _("Uses students’ ideas")
    ASKS = 4, _("Asks questions")
    LECTURES = 5, _("Lectures")
    DIRECTS = 6, _("Gives directions")
    CRITICISES = 7, _("Criticises or justifies authority")
    RESPONDS = 8, _("Student responds")
    INITIATES = 9, _("Student initiates")
    SILENCE = 10, _("Silence or confusion")


class ExportKind(TextChoices):
    """What a record is written as."""

    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word document")


CONTENT_TYPES = {
    ExportKind.PDF: "application/pdf",
    ExportKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class ExportState(TextChoices):
    """Where a file of a record stands on its way."""

    QUEUED = "queued", _("Waiting its turn")
    STILLS = "stills", _("Cutting stills")
    PAGES = "pages", _("Setting pages")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")
