from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from research.enums import CommentKind

LASTS = timedelta(hours=3)
"""So long after the start a lesson ends by itself."""


class LiveLessonQuerySet(models.QuerySet):
    """Live lessons, filtered by adjectives."""

    def running(self, at=None):
        """Begun, and neither ended nor run out."""
        return self.filter(ended_at=None, started_at__gt=(at or timezone.now()) - LASTS)


class LiveLesson(models.Model):
    """A take that colleagues observe in the room while it is taught (现场观课).

    Begun and ended by `research.domain.live`; its marks become comments by
    `research.domain.live_placing`. `code` opens it while it runs. `recorded_from` is when the
    recording begins, by the clock of the server, and `shift_ms` moves all marks together.
    """

    take = models.OneToOneField("lessons.Take", models.CASCADE, related_name="live")
    code = models.CharField(
        _("seat code"), max_length=6, unique=True, null=True, blank=True, editable=False
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    recorded_from = models.DateTimeField(_("recording begins at"), null=True)
    shift_ms = models.IntegerField(_("shift"), default=0)

    objects = LiveLessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("live lesson")
        verbose_name_plural = _("live lessons")

    def __str__(self):
        return str(self.take)

    @property
    def last_moment(self):
        """When it ended, or will by itself."""
        return self.ended_at or self.started_at + LASTS

    @property
    def is_running(self):
        return self.ended_at is None and timezone.now() < self.last_moment

    @property
    def can_go_on(self):
        """Whether it was ended before its time, and may be given a new code."""
        return self.ended_at is not None and timezone.now() < self.started_at + LASTS

    @property
    def begins_at(self):
        """When the recording begins, as far as is known."""
        return self.recorded_from or self.started_at

    def second_of(self, at):
        """Milliseconds into the recording of a moment, as far as is known; maybe outside of it."""
        return round((at - self.begins_at) / timedelta(milliseconds=1)) + self.shift_ms


class LiveSeat(models.Model):
    """Somebody who came into a live lesson by its code."""

    live = models.ForeignKey("research.LiveLesson", models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["taken_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["live", "person"], name="a_person_takes_one_seat")
        ]

    def __str__(self):
        return f"{self.person}: {self.live}"


class LiveMark(models.Model):
    """A moment that somebody in the room marked while the lesson was taught.

    Kept by `research.domain.live_mark`. `token` is made by the page, so that sending twice
    keeps once. With a `comment` it has its place in the recording, and is changed there.
    """

    live = models.ForeignKey("research.LiveLesson", models.CASCADE, related_name="marks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    token = models.UUIDField()
    kind = models.CharField(_("kind"), max_length=12, choices=CommentKind)
    at = models.DateTimeField(_("moment"))
    body = models.TextField(_("comment"), max_length=5000, blank=True)
    private = models.BooleanField(_("only for me"), default=False)
    comment = models.OneToOneField(
        "research.Comment", models.SET_NULL, null=True, editable=False, related_name="mark"
    )
    placed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["author", "token"], name="a_mark_is_kept_once")
        ]

    def __str__(self):
        return f"{self.kind} {self.at}"
