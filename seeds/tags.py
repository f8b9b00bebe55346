"""Tags that a district begins with."""

from research.models import Tag


def load_tags(sheet: list[dict]) -> None:
    """Add the tags of the sheet in its order, unless the district has tags already."""
    if Tag.objects.exists():
        return
    Tag.objects.bulk_create(
        Tag(name_zh=entry["zh"], name_en=entry["en"], sort_order=order)
        for order, entry in enumerate(sheet)
    )
