"""How far a recording is on its way from file to playable, step by step."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from moke.media.enums import AWAITING_A_FILE, Problem, State
from moke.media.models import Recording

DONE, NOW, AHEAD = "done", "now", "ahead"
STEPS = (
    ("upload", _("Uploaded"), {State.WAITING, State.UPLOADING}),
    ("look", _("Looked at"), {State.QUEUED, State.PROBING}),
    ("encode", _("Encoded"), {State.ENCODING}),
    ("ready", _("Ready to play"), {State.PUBLISHING}),
)
WORTH_A_RETRY = {Problem.NO_SPACE, Problem.TOO_SLOW, Problem.STOPPED}
SETTLED = {State.READY, State.FAILED, State.DELETED}


@dataclass(frozen=True)
class Step:
    """One step: its name, what it says now, and whether it is done, now or ahead."""

    name: str
    label: str
    standing: str


def steps_of(recording: Recording) -> list[Step]:
    """Return the four steps with their standing. A ready recording has done them all."""
    current = next((i for i, step in enumerate(STEPS) if recording.state in step[2]), len(STEPS))
    steps = []
    for number, (name, label, _states) in enumerate(STEPS):
        standing = NOW if number == current else DONE if number < current else AHEAD
        said = recording.get_state_display() if standing == NOW else label
        steps.append(Step(name, str(said), standing))
    return steps


def awaits_file(recording: Recording) -> bool:
    """Whether a file may be uploaded for it, for the first time or again."""
    return recording.state in AWAITING_A_FILE and not recording.is_ready


def is_settled(recording: Recording) -> bool:
    """Whether nothing more will happen by itself."""
    return recording.state in SETTLED


def is_worth_a_retry(recording: Recording) -> bool:
    """Whether the same file may go through when tried again."""
    return recording.state == State.FAILED and recording.problem in {"", *WORTH_A_RETRY}
