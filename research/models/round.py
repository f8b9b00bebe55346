from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_ASKED = 20


def asked_number(label):
    return models.PositiveSmallIntegerField(
        label, default=0, validators=[MaxValueValidator(MOST_ASKED)]
    )


class Round(models.Model):
    """How colleagues review a take (议课轮次): with which form, and with what at the least.

    Set by `research.domain.round`. Who reviews, and until when, the invitations say.
    """

    take = models.OneToOneField("lessons.Take", models.CASCADE, related_name="round")
    form = models.ForeignKey(
        "research.ObservationForm",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name=_("observation form"),
    )
    highlights = asked_number(_("highlights"))
    questions = asked_number(_("questions"))
    suggestions = asked_number(_("suggestions"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")

    def __str__(self):
        return str(self.take)
