from django.db import models
from django.utils.translation import gettext_lazy as _

from moke.media.enums import Replacing
from moke.media.models.rework import Rework


class Replacement(Rework):
    """Another file that shall take the place of a recording's, and the work of putting it there.

    Moved by `moke.media.domain.replacement` and, while a worker is at it,
    `moke.media.domain.replacing`. `source` names the new file in the storage until it is the
    recording's own; `old_source` is the one before, until it is removed. `start_ms` is the moment
    of the recording at which the new film begins: below zero where it begins earlier. `boxes` are
    those that were burnt into the film before: start and end in ms, then left, top, width and
    height; its author has to say what becomes of them. `moved` is what hung on the recording's
    times and became another, as it was before.
    """

    recording = models.OneToOneField("media.Recording", models.CASCADE, related_name="replacement")
    state = models.CharField(
        _("state"), max_length=12, choices=Replacing, default=Replacing.LOOKING
    )
    source = models.CharField(max_length=200, blank=True, editable=False)
    old_source = models.CharField(max_length=200, blank=True, editable=False)
    original_name = models.CharField(_("file name"), max_length=255, blank=True)
    size_bytes = models.PositiveBigIntegerField(_("size"), default=0)
    length_ms = models.PositiveIntegerField(null=True)
    start_ms = models.IntegerField(default=0)
    boxes = models.JSONField(default=list, editable=False)
    moved = models.JSONField(default=list, editable=False)
