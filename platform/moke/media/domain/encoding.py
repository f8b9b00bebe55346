"""Making the whole set of a recording, with the help of other hosts where that is worth it."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from moke.media.chunks import find_chunks
from moke.media.crew import Progress
from moke.media.domain.sharing import WORTH_SHARING, Lead, end_sharing, shared
from moke.media.files import parts_folder, remove_parts
from moke.media.models import Recording
from moke.media.parts import part_names, parts_name
from moke.media.plan import EncodePlan
from moke.media.share_tasks import ask_for_help
from moke.media.transcode import Encoded, transcode


def encode_set(
    *,
    recording: Recording,
    plan: EncodePlan,
    source: Path,
    folder: Path,
    boundaries_s: Sequence[float],
    on_progress: Progress,
) -> Encoded:
    """Carry a plan out; chunks are offered to workers of other hosts where there are many.

    What was finished before, here or there, is not made again. Raises EncodeError, and what
    `on_progress` raises.
    """
    chunks = find_chunks(plan, source, boundaries_s)
    name = parts_name(plan, source.stat().st_size, chunks)
    parts = parts_folder(key=recording.key, name=name)
    with contextlib.ExitStack() as stack:
        share = None
        if len(chunks) >= WORTH_SHARING:
            lead = Lead(recording, name, part_names(plan, chunks), parts)
            share = stack.enter_context(shared(lead=lead))
            ask_for_help(recording)
        return transcode(
            plan,
            source,
            folder,
            parts,
            on_progress,
            chunks=chunks,
            boundaries_s=boundaries_s,
            share=share,
        )


def forget_parts(*, recording: Recording) -> None:
    """Remove the parts of a recording's encodes, here and in the store."""
    end_sharing(recording=recording)
    remove_parts(key=recording.key)
