from django.db import models
from django.utils.translation import gettext_lazy as _


class Sketch(models.Model):
    """What is drawn over the picture of a comment's moment. Kept by `research.domain.sketch`.

    `content` is what `read_sketch` returns: vectors, in parts of the picture's width and height.
    """

    comment = models.OneToOneField("research.Comment", models.CASCADE, related_name="sketch")
    content = models.JSONField(_("drawing"))

    class Meta:
        verbose_name = _("drawing")
        verbose_name_plural = _("drawings")

    def __str__(self):
        return str(self.comment_id)
