from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class GuestLinkQuerySet(models.QuerySet):
    """Links of guests, filtered by adjectives."""

    def live(self, at=None):
        """Neither taken back nor run out."""
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())


class GuestLink(models.Model):
    """A link by which somebody from outside watches one take and comments on it.

    Made, used and revoked by `research.domain.guest`. `guest` is an account that no password
    opens: comments, forms and invitations name it as they name colleagues. Of the link's
    secret only the `digest` is kept.
    """

    take = models.ForeignKey("lessons.Take", models.CASCADE, related_name="guest_links")
    guest = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="guest_link"
    )
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, editable=False)

    objects = GuestLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("guest link")
        verbose_name_plural = _("guest links")
        ordering = ["made_at", "id"]

    @property
    def is_live(self):
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def why_shut(self):
        """What ended it, where it is not live."""
        return "revoked" if self.revoked_at else "expired"

    @property
    def last_moment(self):
        """The end of the last day on which the link is valid."""
        return self.expires_at - timedelta(seconds=1)

    def __str__(self):
        return f"{self.guest} → {self.take}"


class GuestVisit(models.Model):
    """A guest came in by their link. When is all that is kept of it."""

    link = models.ForeignKey("research.GuestLink", models.CASCADE, related_name="visits")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("visit of a guest")
        verbose_name_plural = _("visits of guests")
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.link}, {self.at}"
