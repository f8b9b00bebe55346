from django.db import models
from django.utils.translation import gettext_lazy as _


class ClipQuote(models.Model):
    """A span of a take, quoted in a post. Put by `research.domain.clip`, which checks it.

    It plays for whoever may see the lesson when they look; to others it says only that
    something is quoted.
    """

    post = models.ForeignKey("research.Post", models.CASCADE, related_name="clips")
    take = models.ForeignKey("lessons.Take", models.CASCADE, related_name="quotes")
    start_ms = models.PositiveIntegerField(_("start"))
    end_ms = models.PositiveIntegerField(_("end"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("clip quote")
        verbose_name_plural = _("clip quotes")
        ordering = ["post", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_ms__gt=models.F("start_ms")),
                name="a_clip_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.take} {self.start_ms}–{self.end_ms} ms"
