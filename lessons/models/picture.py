from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """A picture in Wagtail's library."""

    admin_form_fields = Image.admin_form_fields


class PictureRendition(AbstractRendition):
    """A picture at one size."""

    image = models.ForeignKey("lessons.Picture", models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_size"
            )
        ]
