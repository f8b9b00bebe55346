"""Writing the search index: what Wagtail's signals, tasks and `update_index` call."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.db.models import Manager, Model
from modelsearch.index import AutocompleteField, RelatedFields, SearchField
from modelsearch.utils import get_content_type_pk
from wagtail.search.models import IndexEntry

from moke.search.models import IndexedText
from moke.search.text import runs


@transaction.atomic
def ensure_index() -> None:
    """Build the index where there is none, as in a data folder from before there was one."""
    if not IndexedText.objects.exists():
        call_command("update_index", verbosity=0)


@dataclass
class Texts:
    """What a thing's search fields hold, as runs of word characters."""

    title: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    open_text: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, thing: Model) -> "Texts":
        """Read the search fields: `title` apart, and the autocomplete fields as open text."""
        texts = cls()
        for search_field, value in _values(thing, thing.get_search_fields()):  # type: ignore[attr-defined]
            if isinstance(search_field, AutocompleteField):
                texts.open_text += runs(value)
            elif search_field.field_name == "title":
                texts.title += runs(value)
            else:
                texts.body += runs(value)
        return texts


def _values(thing: Model, fields: Iterable) -> Iterator[tuple[Any, str]]:
    for search_field in fields:
        if isinstance(search_field, RelatedFields):
            for related in _related(search_field.get_value(thing)):
                yield from _values(related, search_field.fields)
        elif isinstance(search_field, SearchField | AutocompleteField):
            yield search_field, _as_text(search_field.get_value(thing))


def _related(value: Any) -> list[Model]:
    if isinstance(value, Manager):
        return list(value.all())
    return [] if value is None else [value]


def _as_text(value: Any) -> str:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return "\n".join(map(_as_text, value))
    return "" if value is None else str(value)


class GramIndex:
    """Mixed into an index of modelsearch, writes grams and texts in place of its words.

    The subclass says what an entry holds (`entry_of`) and, where the grams lie elsewhere,
    writes them (`write_grams`).
    """

    entry_fields: tuple[str, ...]

    def entry_of(self, texts: Texts) -> dict[str, Any]:
        """Return the values of `entry_fields` for the texts."""
        raise NotImplementedError

    def write_grams(self, indexed: dict[int, Texts]) -> None:
        """Write the grams of entries, by primary key, unless the entries hold them."""

    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        """Index things of a model, or index them anew."""
        texts = {str(thing.pk): Texts.of(thing) for thing in objs}
        if not texts or not model.get_search_fields():  # type: ignore[attr-defined]
            return
        content_type = get_content_type_pk(model)
        entries = IndexEntry.objects.bulk_create(
            [
                IndexEntry(content_type_id=content_type, object_id=key, **self.entry_of(of))
                for key, of in texts.items()
            ],
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=self.entry_fields,
        )
        indexed = {entry.pk: texts[entry.object_id] for entry in entries}
        IndexedText.objects.bulk_create(
            [
                IndexedText(
                    entry_id=pk,
                    title=" ".join(of.title),
                    text=" ".join(of.title + of.body),
                    open_text=" ".join(of.open_text),
                )
                for pk, of in indexed.items()
            ],
            update_conflicts=True,
            unique_fields=["entry"],
            update_fields=["title", "text", "open_text"],
        )
        self.write_grams(indexed)

    def delete_item(self, item: Model) -> None:
        """Take a thing out of the index, with its texts."""
        item.index_entries.all().delete()  # type: ignore[attr-defined]

    def reset(self) -> None:
        """Empty the index."""
        IndexEntry.objects.all().delete()

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Leave modelsearch's weights alone: nothing is ordered by them."""
