from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Portion(models.Model):
    """What one observer of a take watches for the others, too (分工).

    Dealt out by `research.domain.portion`. `viewpoints` are pairs of words, the dimension's
    name and the viewpoint's, as the round's form says them; without a portion an observer
    watches everything.
    """

    take = models.ForeignKey("lessons.Take", models.CASCADE, related_name="portions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="portions")
    viewpoints = models.JSONField()

    class Meta:
        verbose_name = _("portion")
        verbose_name_plural = _("portions")
        constraints = [
            models.UniqueConstraint(
                fields=["take", "person"], name="a_person_has_one_portion_of_a_take"
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.take}"
