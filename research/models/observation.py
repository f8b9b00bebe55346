from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from research.enums import Level


class Observation(models.Model):
    """One person's purposeful watching of a take (观课), with a form.

    Begun, kept and handed in by `research.domain.observation`. `wording` is the form as it was
    when the observer began, as `research.domain.wording` reads it; `answers` are the words
    to its questions, in order.
    """

    take = models.ForeignKey("lessons.Take", models.CASCADE, related_name="observations")
    observer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="observations"
    )
    form = models.ForeignKey(
        "research.ObservationForm", models.SET_NULL, null=True, related_name="observations"
    )
    wording = models.JSONField()
    answers = models.JSONField(default=list)
    begun_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    handed_in_at = models.DateTimeField(_("handed in"), null=True, editable=False)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["handed_in_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["take", "observer"], name="a_person_observes_a_take_once"
            )
        ]

    def __str__(self):
        return f"{self.observer}: {self.take}"


class Score(models.Model):
    """What an observer makes of one dimension; `position` is its place in the wording.

    `seen` holds what they saw of viewpoints that were dealt out to them, by their words.
    The evidence are comments of the observer's own on the same take.
    """

    observation = models.ForeignKey("research.Observation", models.CASCADE, related_name="scores")
    position = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, null=True)
    words = models.TextField(_("why"), max_length=1000, blank=True)
    seen = models.JSONField(default=dict)
    evidence = models.ManyToManyField("research.Comment", related_name="+")

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["observation", "position"], name="a_dimension_is_scored_once"
            )
        ]

    def __str__(self):
        return f"{self.position}: {self.level}"
