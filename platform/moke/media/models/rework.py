from django.db import models

from moke.media.enums import Problem, ReworkState


class Rework(models.Model):
    """The work of making a published recording anew, as its author asked for it.

    Moved by `moke.media.domain.rework`. `attempt` names the set of files that came out of it.
    Each kind says its states in words of its own.
    """

    recording = models.OneToOneField("media.Recording", models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=ReworkState)
    problem = models.CharField(max_length=12, choices=Problem, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    time_left_s = models.PositiveIntegerField(null=True)
    attempt = models.CharField(max_length=36, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = models.Manager()

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.recording)
