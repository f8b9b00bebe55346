"""What will become of a recording that is trimmed, told before it is."""

from dataclasses import dataclass

from moke.backends.afar import StoreAway
from moke.media.domain.trimming import length_ms, seams_ms
from moke.media.followers import foresee_trim
from moke.media.models import Recording, RecordingPolicy
from moke.media.trim import Trim
from moke.ui.clock import write_moment

Span = tuple[str, str]


@dataclass(frozen=True)
class Foresight:
    """What a trim keeps, takes away and costs. Spans are pairs of clock times."""

    kept: Span
    length: str
    gone: list[Span]
    needs_encoding: bool
    seams: Span | None
    """Within what is kept: there nothing would have to be encoded. None where that is so."""
    following: list[str]
    """What becomes of all that hangs on the recording's times, a sentence each."""
    has_source: bool
    deletes_source: bool


def foresee(*, recording: Recording, wanted: Trim) -> Foresight:
    """Say what would become of the recording. `wanted` is what `check_trim` returned."""
    last_ms = length_ms(recording)
    gone = [(0, wanted.start_ms), (wanted.end_ms, last_ms)]
    at_seams = _at_seams(recording, wanted)
    return Foresight(
        kept=_written(wanted.start_ms, wanted.end_ms),
        length=write_moment(wanted.length_ms),
        gone=[_written(start_ms, end_ms) for start_ms, end_ms in gone if end_ms > start_ms],
        needs_encoding=at_seams != wanted,
        seams=_written(at_seams.start_ms, at_seams.end_ms)
        if at_seams and at_seams != wanted
        else None,
        following=list(foresee_trim(recording=recording, trim=wanted)),
        has_source=bool(recording.source),
        deletes_source=RecordingPolicy.load().deletes_untouched,
    )


def _at_seams(recording: Recording, wanted: Trim) -> Trim | None:
    """What could be kept without encoding; all of it where there is no picture."""
    if not recording.has_picture:
        return wanted
    try:
        seams = seams_ms(recording=recording)
    except (FileNotFoundError, StoreAway):
        return None
    if wanted.begins_at(seams) and wanted.ends_at(seams):
        return wanted
    return wanted.at_seams(seams)


def _written(start_ms: int, end_ms: int) -> Span:
    return write_moment(start_ms), write_moment(end_ms)
