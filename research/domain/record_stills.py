"""The stills that go with a record, on paper and under the drawings of its page."""

from collections import defaultdict
from collections.abc import Callable

from moke.media.domain.still import read_stills
from research.domain.record_paper import Paper, Place, Stills
from research.models import Comment


def stills_of(paper: Paper, *, on_still: Callable[[], None]) -> Stills:
    """Return the stills of the paper's places, as JPEG; what cannot be cut is left out.

    `on_still` is called after each. Raises `StoreAway`.
    """
    moments = defaultdict[int, list[int]](list)
    for place in paper.places:
        moments[place.take].append(place.at_ms)
    found = dict[Place, bytes]()
    for chapter in paper.record.chapters:
        take = chapter.take
        if wanted := moments[take.pk]:
            cut = read_stills(recording=take.recording, moments_ms=wanted, on_still=on_still)
            found |= {Place(take.pk, at_ms): still for at_ms, still in cut.items()}
    return found


def cut_still(*, comment: Comment) -> None:
    """Cut the still of a comment's moment, to be kept where `kept_still` finds it.

    Harmless when repeated. Raises `StoreAway`.
    """
    recording = comment.take.recording
    if recording.is_ready:
        read_stills(recording=recording, moments_ms=[comment.start_ms], on_still=lambda: None)
