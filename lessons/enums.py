from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Visibility(TextChoices):
    """Who may see a lesson. Nobody but its author and invited reviewers until it is widened."""

    DRAFT = "draft", _("Author and invited reviewers")
    SCHOOL = "school", _("My school")
    DISTRICT = "district", _("The district")
    PUBLIC = "public", _("Everyone")


class LessonKind(TextChoices):
    """What the lesson was taught for."""

    ROUTINE = "routine", _("Routine lesson")
    OPEN = "open", _("Open lesson")
    AWARD = "award", _("Award lesson")
    SHOWCASE = "showcase", _("Showcase lesson")
    MICRO = "micro", _("Micro-lesson")


class LessonType(TextChoices):
    """The type (课型) of a lesson plan."""

    NEW = "new", _("New content")
    REVIEW = "review", _("Revision")
    EXPERIMENT = "experiment", _("Experiment")
    PRACTICE = "practice", _("Practice")
    COMMENTARY = "commentary", _("Commentary on work")


class HomeworkType(TextChoices):
    """How a task is done."""

    WRITTEN = "written", _("Written")
    READING = "reading", _("Reading aloud")
    PRACTICAL = "practical", _("Practical")
    INQUIRY = "inquiry", _("Inquiry")


class HomeworkLevel(TextChoices):
    """For whom a task is: everybody, most, or those who want more."""

    BASIC = "basic", _("Basic")
    IMPROVE = "improve", _("Improve")
    EXTEND = "extend", _("Extend")


class Difficulty(TextChoices):
    """How hard a task is for this class."""

    EASY = "easy", _("Easy")
    MEDIUM = "medium", _("Medium")
    HARD = "hard", _("Hard")


class HomeworkSource(TextChoices):
    """Where a task comes from: the author, the author after others, others."""

    ORIGINAL = "original", _("Original")
    ADAPTED = "adapted", _("Adapted")
    QUOTED = "quoted", _("Quoted")


class AttachmentKind(TextChoices):
    """What a file is for; students see all but other material."""

    COURSEWARE = "courseware", _("Courseware")
    TASK_SHEET = "task-sheet", _("Task sheet")
    OTHER = "other", _("Other material")


class LibraryState(TextChoices):
    """How far a lesson is, as one looks for it in the library."""

    RECORDED = "recorded", _("Can be watched")
    PLAN = "plan", _("Plan only")
    REVIEW = "review", _("In review")
    DRAFT = "draft", _("Drafts")
