from django.db import models
from django.utils.translation import gettext_lazy as _

from moke.media.enums import Trimming
from moke.media.models.rework import Rework


class TrimWork(Rework):
    """The work of cutting a recording's beginning and end away: asked for once, and again.

    Moved by `moke.media.domain.trim` and, while a worker is at it, `moke.media.domain.trimming`.
    `start_ms` and `end_ms` are moments of the recording as it was when it was asked for; with
    an `attempt` it is cut, and they say nothing of the recording any more. `hides` says that
    the recording is held back for this work alone. `moved` is what hung on its times and became
    another, as it was before.
    """

    recording = models.OneToOneField("media.Recording", models.CASCADE, related_name="trim_work")
    state = models.CharField(_("state"), max_length=12, choices=Trimming, default=Trimming.WAITING)
    start_ms = models.PositiveIntegerField(_("from"))
    end_ms = models.PositiveIntegerField(_("to"))
    hides = models.BooleanField(default=False, editable=False)
    moved = models.JSONField(default=list, editable=False)
