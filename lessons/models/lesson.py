from django.conf import settings
from django.db import models
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from lessons.blocks import PhaseBlock
from lessons.enums import LessonKind, LessonType, Visibility
from lessons.models.address import AddressOnTheSite
from lessons.models.querysets import LessonManager
from lessons.models.tester import LessonPermissionTester
from lessons.panels import PLAN_EDITOR
from moke.curriculum.enums import Grade, Subject, Term

PLAN_TEXTS = (
    "standards",
    "textbook_analysis",
    "learner_analysis",
    "objectives",
    "key_points",
    "difficult_points",
    "methods",
    "preparation",
    "phases",
    "board_plan",
    "reflection",
)
"""The fields that hold the words of the plan, in the order in which they are read."""


class LessonPage(AddressOnTheSite, Page):
    """A lesson (课例): its plan, and through `takes` and `homework` what became of it.

    `visibility` is widened and narrowed by `lessons.domain.visibility` alone; the page
    itself is live from the start, and the plan that others see is its published revision.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="lessons", editable=False
    )
    school = models.ForeignKey(
        "accounts.School", models.PROTECT, related_name="lessons", editable=False
    )
    visibility = models.CharField(
        _("who may see it"),
        max_length=10,
        choices=Visibility,
        default=Visibility.DRAFT,
        editable=False,
    )
    selected_at = models.DateTimeField(_("selected by the district"), null=True, editable=False)
    subject = models.CharField(_("subject"), max_length=20, choices=Subject)
    grade = models.PositiveSmallIntegerField(_("grade"), choices=Grade)
    term = models.CharField(_("volume"), max_length=6, choices=Term, default=Term.FIRST)
    edition = models.CharField(_("textbook edition"), max_length=30, blank=True)
    kind = models.CharField(
        _("kind of lesson"), max_length=10, choices=LessonKind, default=LessonKind.ROUTINE
    )

    type = models.CharField(
        _("type of lesson"), max_length=12, choices=LessonType, default=LessonType.NEW
    )
    periods = models.PositiveSmallIntegerField(_("periods"), default=1)
    standards = models.TextField(_("curriculum standards"), blank=True)
    textbook_analysis = models.TextField(_("textbook analysis"), blank=True)
    learner_analysis = models.TextField(_("learner analysis"), blank=True)
    objectives = models.TextField(_("objectives"), blank=True)
    key_points = models.TextField(_("key points"), blank=True)
    difficult_points = models.TextField(_("difficult points"), blank=True)
    methods = models.TextField(_("methods"), blank=True)
    preparation = models.TextField(_("preparation"), blank=True)
    phases = StreamField([("phase", PhaseBlock())], verbose_name=_("phases"), blank=True)
    board_plan = models.TextField(_("board plan"), blank=True)
    reflection = models.TextField(_("reflection"), blank=True)

    objects = LessonManager()

    # What `SearchField`s hold is found by those who read the plan, what `AutocompleteField`s
    # hold by everybody who may see the lesson.
    search_fields = [
        *Page.search_fields,
        *map(index.SearchField, PLAN_TEXTS),
        index.RelatedFields("author", [index.SearchField("name"), index.AutocompleteField("name")]),
        index.RelatedFields("school", [index.SearchField("name"), index.AutocompleteField("name")]),
        index.RelatedFields(
            "homework",
            [
                *map(index.SearchField, ("objective", "task", "answer", "why")),
                index.AutocompleteField("task"),
            ],
        ),
    ]

    address_name = "lessons:lesson"
    parent_page_types = ["lessons.LibraryPage"]
    subpage_types: list[str] = []
    is_creatable = False  # in Wagtail's editor: `lessons.domain.lesson` prepares lessons
    edit_handler = PLAN_EDITOR

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        indexes = [
            # All that the library filters and counts by: it never reads the plans.
            models.Index(
                fields=[
                    "subject",
                    "grade",
                    "kind",
                    "visibility",
                    "school",
                    "author",
                    "selected_at",
                    "page_ptr",
                ],
                name="lessons_in_library",
            )
        ]

    def permissions_for_user(self, user):
        return LessonPermissionTester(user, self)

    def with_content_json(self, content):
        """Whose a lesson is and who may see it hold for all its revisions."""
        plan = super().with_content_json(content)
        for name in ("author_id", "school_id", "visibility", "selected_at"):
            setattr(plan, name, getattr(self, name))
        return plan

    def serve_preview(self, request, mode_name):
        return TemplateResponse(request, "lessons/preview.html", {"lesson": self})
