import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from moke.media.enums import UNDER_WAY, Problem, State
from moke.media.ladder import LADDER_PX
from moke.media.names import POSTER


class Recording(models.Model):
    """The video or audio of a take, from an awaited file to a playable set.

    States move only through `moke.media.domain.recording` and, while a worker is at it,
    `moke.media.domain.processing`. Files of an attempt lie in the `recordings` storage
    under `<key>/<attempt>/`; the one that viewers get is `published_attempt`, set in one
    update after every file was verified. `attempt` names the attempt of the worker that
    holds the recording, as long as `leased_until` is ahead. One that is deleted has no published
    attempt: `moke.media.domain.deletion` keeps which it was. `tracks` names the files of
    captions, by language, that `moke.media.domain.captions` put beside the published ones, `poster`
    that of its still: its author's choice is cut anew by `moke.media.domain.poster_cutting`.
    `possible_starts` holds, as text, when it may have begun by the stamp in its file.
    `skipped_ms` and `kept_ms` are set by `moke.media.domain.trimming` and begin anew with another
    file, `zero_ms` does not; all other times count from where the published recording begins.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="recordings", verbose_name=_("owner")
    )
    original_name = models.CharField(_("file name"), max_length=255, blank=True)
    size_bytes = models.PositiveBigIntegerField(_("size"), null=True)
    source = models.CharField(max_length=200, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    time_left_s = models.PositiveIntegerField(null=True)
    problem = models.CharField(max_length=12, choices=Problem, blank=True)
    warning = models.CharField(max_length=12, choices=Problem, blank=True)
    attempt = models.CharField(max_length=36, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    published_attempt = models.CharField(max_length=36, blank=True, editable=False)
    tracks = models.JSONField(default=dict, editable=False)
    poster = models.CharField(max_length=40, default=POSTER, editable=False)
    poster_ms = models.PositiveIntegerField(
        null=True, editable=False, help_text="The moment that its author chose for its poster"
    )
    duration_s = models.FloatField(null=True)
    possible_starts = models.JSONField(default=list, editable=False)
    width_px = models.PositiveIntegerField(null=True)
    height_px = models.PositiveIntegerField(null=True)
    has_waveform = models.BooleanField(default=False, editable=False)
    is_held_back = models.BooleanField(
        default=False, editable=False, help_text="Nobody but its owner may watch it"
    )
    source_is_locked = models.BooleanField(
        default=False, editable=False, help_text="It shows what shall be gone; nobody may have it"
    )
    skipped_ms = models.PositiveIntegerField(
        default=0, editable=False, help_text="So much of the file's beginning was cut away"
    )
    kept_ms = models.PositiveIntegerField(
        null=True, editable=False, help_text="How much is left, where the end was cut away, too"
    )
    zero_ms = models.IntegerField(
        default=0, editable=False, help_text="Where its times begin, by those of its first film"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["-created_at"]

    def __str__(self):
        return self.original_name or str(self.key)

    @property
    def is_ready(self):
        return bool(self.published_attempt)

    @property
    def has_picture(self):
        return bool(self.height_px)

    @property
    def has_poster(self):
        """Whether whoever may watch it may see its poster too: not while it is held back."""
        return self.has_picture and not self.is_held_back

    @property
    def is_whole(self):
        """Whether all of it can be played: not only the first rung, while others are encoded."""
        return self.is_ready and self.state == State.READY

    @property
    def is_early(self):
        """Whether only a small picture can be played that was made in haste."""
        short_px = min(self.width_px or 0, self.height_px or 0)
        is_alone = self.is_ready and self.state in UNDER_WAY and not self.has_waveform
        return is_alone and 0 < short_px <= LADDER_PX[-1]
