from django.db import models
from django.utils.translation import gettext_lazy as _

from lessons.models.lesson import LessonPage
from lessons.models.resource import Resource


class PlacementQuerySet(models.QuerySet):
    """Placements, filtered by adjectives."""

    def visible_to(self, person):
        """Placements of what the person may read. A lesson that was withdrawn is for nobody."""
        lessons = LessonPage.objects.visible_to(person).published()
        files = Resource.objects.visible_to(person)
        return self.filter(
            models.Q(lesson__in=lessons.values("pk")) | models.Q(resource__in=files.values("pk"))
        )


class Placement(models.Model):
    """A lesson or a file stands in a published collection: an index of its sections.

    Kept in step by `lessons.domain.collection.note_placements` whenever one is published, so
    that lists need not open every collection to learn what of it somebody may see.
    """

    collection = models.ForeignKey(
        "lessons.CollectionPage", models.CASCADE, related_name="placements"
    )
    position = models.PositiveSmallIntegerField()
    lesson = models.ForeignKey(LessonPage, models.CASCADE, null=True, related_name="placements")
    resource = models.ForeignKey(Resource, models.CASCADE, null=True, related_name="placements")

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["collection", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "position"], name="one_placement_per_position"
            ),
            models.CheckConstraint(
                condition=models.Q(lesson__isnull=True) ^ models.Q(resource__isnull=True),
                name="a_placement_is_of_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.collection_id} #{self.position}"
