from django.db import models


class Chunk(models.Model):
    """A chunk of an encode that workers of several hosts share out among them.

    There is one as long as its recording is encoded. Claimed, finished and removed by
    `moke.media.domain.sharing`: `holder` is the worker that is at it, as long as `leased_until`
    is ahead, or that finished it.
    """

    recording = models.ForeignKey("media.Recording", models.CASCADE, related_name="chunks")
    encode = models.CharField(max_length=16, help_text="Name of all that the chunks are made from")
    number = models.PositiveIntegerField()
    holder = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True)
    is_finished = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "encode", "number"], name="one_chunk_per_number"
            )
        ]

    def __str__(self):
        return f"{self.recording_id}: {self.number}"
