from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from lessons.models import Take

MOST_ASKED = 20


def asked_number(label):
    return models.PositiveSmallIntegerField(
        label, default=0, validators=[MaxValueValidator(MOST_ASKED)]
    )


class RoundQuerySet(models.QuerySet):
    """Rounds, filtered by adjectives."""

    def blind_to(self, person):
        """Open blind rounds on the latest takes of lessons, which the person has not finished."""
        unfinished = person.invitations.filter(done_at=None)
        later = Take.objects.filter(
            lesson=OuterRef("take__lesson"), number__gt=OuterRef("take__number")
        )
        return self.filter(
            ~Exists(later), is_blind=True, closed_at=None, take__in=unfinished.values("take")
        )


class Round(models.Model):
    """How colleagues review a take (议课轮次): with which form, and with what at the least.

    Set by `research.domain.round`. Who reviews, and until when, the invitations say. While a
    blind round is open, reviewers who have not finished read nothing of the others; in one
    that is closed they add nothing more.
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
    is_blind = models.BooleanField(_("each first alone"), default=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")

    @property
    def is_open(self):
        return self.closed_at is None

    def __str__(self):
        return str(self.take)
