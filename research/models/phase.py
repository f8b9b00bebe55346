from django.db import models
from django.utils.translation import gettext_lazy as _


class PhaseMark(models.Model):
    """Where in its recording a phase (环节) of the plan began, as a take was taught.

    A take's marks are set together by `research.domain.phase.set_phases`, which keeps them in
    order and inside the recording. `position` counts the phases of the plan that the take
    froze, from 0; one that was not taught has no mark. `name` is the phase's at that time.
    """

    take = models.ForeignKey("lessons.Take", models.CASCADE, related_name="phase_marks")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name of the phase"), max_length=40)
    start_ms = models.PositiveIntegerField(_("start"))

    class Meta:
        verbose_name = _("phase mark")
        verbose_name_plural = _("phase marks")
        ordering = ["take", "position"]
        constraints = [
            models.UniqueConstraint(fields=["take", "position"], name="a_phase_begins_once")
        ]

    def __str__(self):
        return f"{self.name} {self.start_ms} ms"
