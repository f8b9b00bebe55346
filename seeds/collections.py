"""Collections that the demo's curator arranged."""

from django.db import transaction
from django.db.models import QuerySet

from lessons.domain.library import ensure_district_library
from lessons.models import CollectionPage, LessonPage, Resource
from moke.accounts.models import User


@transaction.atomic
def load_collection(sheet: dict) -> CollectionPage:
    """Arrange and publish the collection of a sheet once; what is not there is left out."""
    by = User.objects.get(username=sheet["by"])
    if collection := CollectionPage.objects.filter(owner=by, title=sheet["title"]).first():
        return collection
    collection = CollectionPage(
        title=sheet["title"],
        owner=by,
        audience=sheet["audience"],
        introduction=sheet["introduction"].replace("\n", ""),
        sections=[("section", _section(section)) for section in sheet["sections"]],
        live=False,
    )
    ensure_district_library().add_child(instance=collection)
    collection.save_revision(user=by).publish(user=by)
    return collection


def _section(sheet: dict) -> dict:
    entries = [*_entries("lesson", LessonPage.objects.all(), sheet)]
    entries += [*_entries("file", Resource.objects.all(), sheet)]
    return {"title": sheet["title"], "note": sheet["note"], "entries": entries}


def _entries(kind: str, things: QuerySet, sheet: dict) -> list:
    found = [
        (entry, things.filter(title=entry["title"]).first()) for entry in sheet.get(f"{kind}s", [])
    ]
    return [(kind, {kind: thing, "why": entry["why"]}) for entry, thing in found if thing]
