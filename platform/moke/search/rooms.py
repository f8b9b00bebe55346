"""The rooms of the library: whatever holds things that somebody's words may find."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import CharField, Count, Model, QuerySet, Value
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from moke.accounts.anybody import Anybody
from moke.search.query import models_holding


def everybody(person: Anybody) -> bool:
    return True


@dataclass(frozen=True)
class Room:
    """A page of the library with things of one sort."""

    name: str
    label: str | Promise
    url_name: str
    model: type[Model] | None
    find: Callable[[Anybody, str], QuerySet] | None
    is_open_to: Callable[[Anybody], bool]
    place: int

    @property
    def url(self) -> str:
        """The address of the page, or nothing where there is no such page."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


_rooms: dict[str, Room] = {}


def register_room(
    *,
    name: str,
    label: str | Promise,
    url_name: str,
    model: type[Model] | None = None,
    find: Callable[[Anybody, str], QuerySet] | None = None,
    is_open_to: Callable[[Anybody], bool] = everybody,
    place: int = 9,
) -> None:
    """Make a page a room of the library; called in the module `rooms` of an app.

    Those modules are imported when the apps are ready. The room gets a tab, ordered by
    `place`, for those to whom it is open. `find` takes a person and their words and returns,
    as a queryset, what the page at `url_name` would list for `?words=…`: only what the person
    may see, by `moke.search.query.matching`. It is counted, together with the other rooms' in
    one query; without it the tab has no count. Where `model` is named, the room is not asked
    unless the words stand in some thing of that model. A room whose page does not exist is
    left out::

        register_room(
            name="topics",
            label=_("Topics"),
            url_name="research:topics",
            model=Topic,
            find=topics_holding,
            is_open_to=lambda person: person.is_authenticated and person.is_teacher,
            place=4,
        )
    """
    _rooms[name] = Room(name, label, url_name, model, find, is_open_to, place)


def rooms_for(person: Anybody) -> list[Room]:
    """Return the rooms that have a page and are open to the person."""
    rooms = sorted(_rooms.values(), key=lambda room: room.place)
    return [room for room in rooms if room.is_open_to(person) and room.url]


def count_finds(*, rooms: Iterable[Room], person: Anybody, words: str) -> dict[str, int]:
    """Return how many things the words find in each of the rooms that can be searched."""
    searched = [room for room in rooms if room.find]
    held = models_holding([room.model for room in searched if room.model], words)
    parts = [
        room.find(person, words)
        .order_by()
        .annotate(room=Value(room.name, CharField()))
        .values("room")
        .annotate(finds=Count("pk", distinct=True))
        .values_list("room", "finds")
        for room in searched
        if room.find and (room.model is None or room.model in held)
    ]
    found = dict(parts[0].union(*parts[1:], all=True)) if parts else {}
    return {room.name: found.get(room.name, 0) for room in searched}
