from django.db import models
from django.utils.translation import gettext_lazy as _

from moke.media.enums import CaptionLanguage, Drafting, DraftProblem


class CaptionDraft(models.Model):
    """Captions in a language that a machine writes from the sound, for the author's eyes alone.

    Asked for, written and dropped by `moke.media.domain.caption_draft`. `text` is WebVTT.
    Nobody else sees it: what the author makes of it is saved as captions, and the draft goes.
    `holder` is the worker that listens, as long as `leased_until` is ahead.
    """

    recording = models.ForeignKey("media.Recording", models.CASCADE, related_name="caption_drafts")
    language = models.CharField(_("language"), max_length=12, choices=CaptionLanguage)
    state = models.CharField(_("state"), max_length=12, choices=Drafting, default=Drafting.WAITING)
    problem = models.CharField(max_length=12, choices=DraftProblem, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    holder = models.CharField(max_length=32, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "language"], name="one_caption_draft_a_language"
            )
        ]

    def __str__(self):
        return f"{self.recording}: {self.language}"
