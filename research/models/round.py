from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

MOST_ASKED = 20


def asked_number(label):
    return models.PositiveSmallIntegerField(
        label, default=0, validators=[MaxValueValidator(MOST_ASKED)]
    )


BLIND_TAKES = """
    SELECT blind.take_id
    FROM lessons_invitation AS invited
    JOIN research_round AS blind ON blind.take_id = invited.take_id
    JOIN lessons_take AS latest ON latest.id = blind.take_id
    WHERE invited.person_id = %s AND invited.done_at IS NULL
        AND blind.is_blind AND blind.closed_at IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM lessons_take AS later
            WHERE later.lesson_id = latest.lesson_id AND later.number > latest.number
        )
"""


def blind_takes(person):
    """Return, as a subquery, the latest takes of lessons whose open rounds are blind to the person.

    Those that the person has not finished. Spelt out, since every page with comments asks:
    building it anew from four models was a ninth of the work of a lesson's page.
    """
    return RawSQL(BLIND_TAKES, [person.pk])  # noqa: S611 - the words are ours


class RoundQuerySet(models.QuerySet):
    """Rounds, filtered by adjectives."""

    def blind_to(self, person):
        """Those in which the person does not yet read the others: see `blind_takes`."""
        return self.filter(take__in=blind_takes(person))


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
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def closer(self):
        """Who closed it: the lesson's author, where nobody has noted it."""
        return self.closed_by or self.take.lesson.author

    def __str__(self):
        return str(self.take)
