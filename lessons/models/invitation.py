from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Invitation(models.Model):
    """A colleague is asked to watch a take. It opens the whole lesson to them.

    Made and withdrawn by `lessons.domain.invitation`.
    """

    take = models.ForeignKey("lessons.Take", models.CASCADE, related_name="invitations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="invitations",
        verbose_name=_("reviewer"),
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.CharField(_("what to look at"), max_length=300, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["take", "person"], name="one_invitation_per_take")
        ]

    @property
    def is_late(self):
        """Whether the due day has passed, or had when the reviewer finished."""
        day = timezone.localdate(self.done_at) if self.done_at else timezone.localdate()
        return self.due_on is not None and day > self.due_on

    def __str__(self):
        return f"{self.person} → {self.take}"
