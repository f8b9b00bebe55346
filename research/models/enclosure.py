import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from research.enums import ENCLOSED_AS, EnclosureKind

ENCLOSURES_FOLDER = "enclosures"


class Enclosure(models.Model):
    """A picture or a voice note that goes with a comment, and is seen by whoever reads that.

    Kept and removed by `research.domain.enclosure`, which makes the files anew from what people
    send. `small` is a picture as lists show it; sizes are those of `file`.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    comment = models.ForeignKey("research.Comment", models.CASCADE, related_name="enclosures")
    kind = models.CharField(_("kind"), max_length=7, choices=EnclosureKind)
    file = models.FileField(_("file"), upload_to=ENCLOSURES_FOLDER)
    small = models.FileField(_("small picture"), upload_to=ENCLOSURES_FOLDER, blank=True)
    description = models.CharField(_("description"), max_length=120, blank=True)
    width_px = models.PositiveIntegerField(default=0, editable=False)
    height_px = models.PositiveIntegerField(default=0, editable=False)
    duration_ms = models.PositiveIntegerField(default=0, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("enclosure of a comment")
        verbose_name_plural = _("enclosures of comments")
        ordering = ["id"]

    def __str__(self):
        return self.description or self.get_kind_display()

    @property
    def name(self):
        """What the file is called when somebody saves it."""
        return f"{self.get_kind_display()}.{ENCLOSED_AS[EnclosureKind(self.kind)][1]}"

    @property
    def content_type(self):
        return ENCLOSED_AS[EnclosureKind(self.kind)][0]
