"""What follows when a collection is published, and publishing what is due."""

from django.core.management import call_command
from django.db import transaction

from lessons.domain.queries.collection import entries_of
from lessons.models import CollectionPage, LessonPage, Placement, Resource


@transaction.atomic
def note_placements(*, collection: CollectionPage) -> list[Placement]:
    """Bring the index of what stands in the collection in step with its sections.

    Entries whose lesson or file is gone are left out; what stands in it twice counts once.
    """
    collection = CollectionPage.objects.select_for_update().get(pk=collection.pk)
    chosen = list(dict.fromkeys((entry.kind, entry.pk) for entry in entries_of(collection)))
    there = {
        "lesson": set(_existing(LessonPage, "lesson", chosen)),
        "file": set(_existing(Resource, "file", chosen)),
    }
    collection.placements.all().delete()
    return Placement.objects.bulk_create(
        Placement(
            collection=collection,
            position=position,
            lesson_id=pk if kind == "lesson" else None,
            resource_id=pk if kind == "file" else None,
        )
        for position, (kind, pk) in enumerate(chosen)
        if pk in there[kind]
    )


def _existing(model, wanted, chosen):
    pks = [pk for kind, pk in chosen if kind == wanted]
    return model.objects.filter(pk__in=pks).values_list("pk", flat=True)


def publish_what_is_due() -> None:
    """Publish and unpublish every page whose time has come. Running it twice is harmless."""
    call_command("publish_scheduled")
