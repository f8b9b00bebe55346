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
    SELECTED = "selected", _("Selected by the district")
    DRAFT = "draft", _("Drafts")


class ResourceKind(TextChoices):
    """What a file of the library is; students see all but other material."""

    COURSEWARE = "courseware", _("Courseware")
    TASK_SHEET = "task-sheet", _("Task sheet")
    EXERCISE = "exercise", _("Exercises")
    PICTURE = "picture", _("Pictures")
    READING = "reading", _("Reading")
    OTHER = "other", _("Other material")


RESOURCE_KINDS_FOR_STUDENTS = tuple(kind for kind in ResourceKind if kind != ResourceKind.OTHER)


class Licence(TextChoices):
    """What others may do with a file, by the word of whoever put it into the library."""

    DISTRICT = "district", _("Free to use in the district")
    CC_BY = "cc-by", "CC BY 4.0"
    CC_BY_NC_SA = "cc-by-nc-sa", "CC BY-NC-SA 4.0"
    PUBLIC_DOMAIN = "public-domain", _("Public domain")
    ASK = "ask", _("Ask before use")

    @property
    def sentence(self):
        """What that means, for people who know no licences."""
        return {
            Licence.DISTRICT: _(
                "Every school of the district may use and change it; it is not passed on outside."
            ),
            Licence.CC_BY: _("Everyone may use, change and pass it on who names its author."),
            Licence.CC_BY_NC_SA: _(
                "Everyone may use and change it, not to earn money, who names its author and "
                "passes it on in the same way."
            ),
            Licence.PUBLIC_DOMAIN: _(
                "Nobody holds rights in it any more; do with it what you like."
            ),
            Licence.ASK: _(
                "Others hold rights in it or in a part of it. Ask its author before you use it."
            ),
        }[self]


class Step(TextChoices):
    """A step on the way up to the district; its value names the model of Wagtail's task."""

    RECOMMENDATION = "schoolrecommendation", _("School recommendation")
    SELECTION = "districtselection", _("District selection")


class Audience(TextChoices):
    """For whom a collection was arranged. What is in it stays as visible as it is by itself."""

    TEACHERS = "teachers", _("The district's teachers")
    STUDENTS = "students", _("Teachers and students")
    EVERYONE = "everyone", _("Everyone")


class DeletionReason(TextChoices):
    """Why a take was deleted."""

    WRONG_FILE = "wrong-file", _("The wrong file was uploaded")
    CONSENT = "consent", _("Consent was withdrawn")
    OTHER = "other", _("Another reason")
