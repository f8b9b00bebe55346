from django.db import models
from django.utils.translation import gettext_lazy as _

from moke.media.enums import Blurring
from moke.media.models.rework import Rework


class BlurBox(models.Model):
    """A box of the picture in which nobody shall be recognised for a while.

    Added by `moke.media.domain.blur.ask_to_blur`, which keeps it inside the recording; its sides
    are shares of the picture's. Whatever is encoded from then on has it burnt in. `burnt_at` is
    when the published files had it and the old ones were gone; from then on it stays.
    """

    recording = models.ForeignKey("media.Recording", models.CASCADE, related_name="blur_boxes")
    start_ms = models.PositiveIntegerField(_("from"))
    end_ms = models.PositiveIntegerField(_("to"))
    left = models.FloatField()
    top = models.FloatField()
    width = models.FloatField()
    height = models.FloatField()
    burnt_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["start_ms", "pk"]

    def __str__(self):
        return f"{self.start_ms}–{self.end_ms} ms"


class BlurWork(Rework):
    """The work of burning a recording's boxes in: asked for once, done again for each new box.

    Moved by `moke.media.domain.blur` and, while a worker is at it, `moke.media.domain.blurring`.
    """

    recording = models.OneToOneField("media.Recording", models.CASCADE, related_name="blur_work")
    state = models.CharField(_("state"), max_length=12, choices=Blurring, default=Blurring.WAITING)
