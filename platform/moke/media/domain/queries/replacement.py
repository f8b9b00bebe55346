"""What will become of a recording whose file is replaced, told before it is."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from moke.media.domain.captions import languages_of
from moke.media.domain.trimming import length_ms
from moke.media.followers import count_followers, foresee_trim
from moke.media.models import Recording
from moke.media.trim import Trim
from moke.ui.clock import write_clock


@dataclass(frozen=True)
class Change:
    """What a new file changes. Lengths are clock times."""

    before: str
    after: str
    following: list[str]
    """What becomes of all that hangs on the recording's times, a sentence each."""
    boxes: int
    """So many boxes blur faces, which the new film shows until its author decides."""
    has_captions: bool


def hanging(recording: Recording) -> list[str]:
    """Say, a few words each, how much hangs on the recording's times."""
    words = count_followers(recording=recording)
    if count := len(languages_of(recording)):
        words.append(
            ngettext("captions in %(count)d language", "captions in %(count)d languages", count)
            % {"count": count}
        )
    if count := recording.blur_boxes.count():
        said = ngettext("%(count)d box over faces", "%(count)d boxes over faces", count)
        words.append(said % {"count": count})
    return words


def foresee_replacement(*, recording: Recording, wanted: Trim) -> Change:
    """Say what would become of the recording. `wanted` is what `check_replacement` returned."""
    return Change(
        before=write_clock(length_ms(recording) / 1000),
        after=write_clock(wanted.length_ms / 1000),
        following=list(foresee_trim(recording=recording, trim=wanted)),
        boxes=recording.blur_boxes.count(),
        has_captions=bool(languages_of(recording)),
    )
