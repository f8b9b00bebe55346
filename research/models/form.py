from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField

from research.blocks import DimensionBlock
from research.models.querysets import ObservationFormQuerySet

POINTS = 100
MOST_DIMENSIONS = 20
MOST_QUESTIONS = 10
ABOUT_DIMENSIONS = _(
    "Together they are worth 100 points. After a viewpoint and a colon may stand what to ask, "
    "ending with a question mark: “Listening: How many are listening?”"
)


class ObservationForm(models.Model):
    """An observation form (观课量表): dimensions that together are worth 100 points.

    Curators write and copy them in Wagtail's admin; `manage.py load_observation_forms` brings
    the first. Who fills one in keeps its wording of that day, so it may be edited or deleted
    at any time.
    """

    name = models.CharField(_("name of the form"), max_length=80)
    purpose = models.CharField(_("what it is for"), max_length=200, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    is_offered = models.BooleanField(_("is offered to authors and observers"), default=True)
    dimensions = StreamField(
        [("dimension", DimensionBlock())],
        verbose_name=_("dimensions"),
        max_num=MOST_DIMENSIONS,
        help_text=_("Together they are worth 100 points."),
    )
    questions = StreamField(
        [("question", blocks.CharBlock(label=_("Question"), max_length=200))],
        verbose_name=_("questions to answer"),
        max_num=MOST_QUESTIONS,
        blank=True,
        help_text=_("What observers answer in their own words."),
    )

    objects = ObservationFormQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldPanel("purpose"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("is_offered")]),
        FieldPanel("dimensions", help_text=ABOUT_DIMENSIONS),
        FieldPanel("questions"),
    ]

    class Meta:
        verbose_name = _("observation form")
        verbose_name_plural = _("observation forms")
        ordering = ["language", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "name"],
                name="a_form_has_a_name_of_its_own",
                violation_error_message=_("There is a form of this name already."),
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        points = sum(block.value["points"] for block in self.dimensions)
        if points != POINTS:
            message = _("The dimensions are worth %(points)d points together. Make it 100.")
            raise ValidationError({"dimensions": message % {"points": points}})
