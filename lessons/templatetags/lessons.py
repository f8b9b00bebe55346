"""What templates ask of a lesson plan and of the library."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.utils.functional import Promise

from lessons.domain.deletion import describe_deletion
from lessons.enums import Licence, ResourceKind, Step
from lessons.models import Take
from moke.search.rooms import count_finds, rooms_for
from moke.search.text import LONGEST_WORDS, words_of
from moke.ui.templatetags.ui import icon

register = template.Library()

PX_PER_MINUTE = 6
ICONS: dict[str, str] = {
    ResourceKind.COURSEWARE: "presentation",
    ResourceKind.TASK_SHEET: "clipboard-list",
    ResourceKind.EXERCISE: "pencil-ruler",
    ResourceKind.PICTURE: "image",
    ResourceKind.READING: "book-open",
}


@register.simple_tag
def kind_icon(kind: str) -> str:
    """Return the icon of a kind of file."""
    return icon(ICONS.get(kind, "file"))


@register.filter
def licence_sentence(value: str) -> str:
    """Return what a licence means, in a sentence."""
    return Licence(value).sentence


@register.filter
def file_ending(resource) -> str:
    """Return what kind of file it is as people call it: PDF, DOCX."""
    return resource.name.rpartition(".")[2].upper()


@register.filter
def deletion(take: Take) -> str:
    """Return who deleted a take, when and why, in a sentence."""
    return describe_deletion(take)


@register.filter
def lines(text: str) -> list[str]:
    """Return the lines of a text that hold words."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def to_scale(minutes: int) -> int:
    """Return how many pixels high the minutes of a phase are drawn."""
    return int(minutes) * PX_PER_MINUTE


@register.filter
def phase_minutes(phases) -> int:
    """Return the minutes of all phases together."""
    return sum(phase.value["minutes"] for phase in phases)


@register.filter
def item_minutes(items) -> int:
    """Return the minutes of all homework items together."""
    return sum(item.minutes for item in items)


@register.filter
def with_starts(phases) -> list[tuple[int, dict]]:
    """Return each phase with the minute at which it starts."""
    started = []
    minute = 0
    for phase in phases:
        started.append((minute, phase.value))
        minute += phase.value["minutes"]
    return started


@register.filter
def step_label(step: str) -> str:
    """Return the name of a step on the way up."""
    return str(Step(step).label)


@dataclass(frozen=True)
class Tab:
    """A room of the library as the tabs show it."""

    label: str | Promise
    url: str
    count: int | None
    """What the words find there; None where nothing is searched for."""
    is_here: bool


@register.simple_tag(takes_context=True)
def library_rooms(context, here: str, count: int | None = None) -> list[Tab]:
    """Return the tabs of the library's rooms, with what the `words` of the address find in each.

    `count` is what they find `here`, where the page knows it. Asked again for the same page,
    the rooms are not counted again.
    """
    request = context["request"]
    if not hasattr(request, "library_tabs"):
        request.library_tabs = _tabs(request, here, count)
    return request.library_tabs


def _tabs(request, here: str, count: int | None) -> list[Tab]:
    words = request.GET.get("words", "")[:LONGEST_WORDS]
    rooms = rooms_for(request.user)
    finds: dict[str, int] = {}
    if words_of(words):
        known = {} if count is None else {here: count}
        others = [room for room in rooms if room.name not in known]
        finds = known | count_finds(rooms=others, person=request.user, words=words)
    query = f"?{urlencode({'words': words})}" if finds else ""
    return [
        Tab(
            label=room.label,
            url=f"{room.url}{query}",
            count=finds.get(room.name),
            is_here=room.name == here,
        )
        for room in rooms
    ]
