"""What templates ask of a lesson plan."""

from django import template

from lessons.enums import Licence, ResourceKind, Step
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
