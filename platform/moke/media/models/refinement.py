from django.db import models
from django.utils.translation import gettext_lazy as _

from moke.media.enums import Problem, Refining


class Refinement(models.Model):
    """The second encode of a recording that many will watch: better, in fewer bytes, in idle time.

    There is one as soon as the recording is meant for many. Asked for, tried again and stopped by
    `moke.media.domain.refinement`, carried out by `moke.media.domain.refining`. It holds for
    the set of files named by `attempt`; a recording whose published set is another has to be
    refined anew. Bytes count what every player plays, without AV1.
    """

    recording = models.OneToOneField("media.Recording", models.CASCADE, related_name="refinement")
    state = models.CharField(_("state"), max_length=12, choices=Refining, default=Refining.WAITING)
    problem = models.CharField(max_length=12, choices=Problem, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    time_left_s = models.PositiveIntegerField(null=True)
    attempt = models.CharField(max_length=36, blank=True, editable=False)
    bytes_before = models.PositiveBigIntegerField(null=True, help_text="Of all rungs together")
    bytes_after = models.PositiveBigIntegerField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self):
        return str(self.recording)

    @property
    def spared_bytes(self) -> int:
        return (self.bytes_before or 0) - (self.bytes_after or 0)
