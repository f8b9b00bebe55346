"""One worker's attempt at writing captions from the sound of a published recording."""

import time
import uuid
from datetime import datetime, timedelta
from threading import Lock

from django.db.models import Q, QuerySet
from django.utils import timezone

from moke.backends.afar import StoreAway
from moke.media.cues import Cue
from moke.media.domain.captions import track_of
from moke.media.domain.waveform import HEARD
from moke.media.enums import WANTS_DRAFTING, Drafting, DraftProblem
from moke.media.files import check_room, helper_folder, local_file
from moke.media.models import CaptionDraft
from moke.media.problems import RecordingError
from moke.media.sandbox import OutOfTime
from moke.media.speech import SpeechError, bytes_of_samples, languages_heard, transcribe

LEASE = timedelta(seconds=60)
REPORT_EVERY_S = 1.0
AGAIN = timedelta(seconds=20)
LATER = timedelta(minutes=5)
ONE_AT_A_TIME = Lock()
"""A worker that takes several tasks at once listens to one recording, and leaves the rest be."""


class DraftLost(Exception):
    """The author dropped the draft, or another worker took it over."""


def write_draft(*, draft: CaptionDraft) -> datetime | None:
    """Write a draft from the sound; return when to look again, if ever.

    May run twice, at once or after a crash: only who holds the draft writes it, and what was
    written is not written again.
    """
    if not ONE_AT_A_TIME.acquire(blocking=False):
        return timezone.now() + AGAIN
    try:
        holder = _claim(draft)
        if holder is None:
            return timezone.now() + AGAIN if _wanted(draft).exists() else None
        return _attempt(draft, holder)
    finally:
        ONE_AT_A_TIME.release()


def give_up_draft(*, draft: CaptionDraft) -> None:
    """Tell the author of a draft that workers died at."""
    _wanted(draft).update(state=Drafting.FAILED, problem=DraftProblem.BROKEN)


def _attempt(draft: CaptionDraft, holder: str) -> datetime | None:
    try:
        cues = _listen(draft, _Reporter(draft, holder))
    except DraftLost:
        return None
    except (StoreAway, RecordingError):
        _held(draft, holder).update(leased_until=None)
        return timezone.now() + LATER
    except (SpeechError, OutOfTime, FileNotFoundError):
        has_engine = draft.language in languages_heard()
        problem = DraftProblem.BROKEN if has_engine else DraftProblem.NO_ENGINE
        _held(draft, holder).update(state=Drafting.FAILED, problem=problem)
    else:
        _finish(draft, holder, cues)
    return None


def _finish(draft: CaptionDraft, holder: str, cues: tuple[Cue, ...]) -> None:
    held = _held(draft, holder)
    if cues:
        held.update(state=Drafting.DONE, text=track_of(cues), percent=100)
    else:
        held.update(state=Drafting.FAILED, problem=DraftProblem.SILENT)


def _listen(draft: CaptionDraft, reporter: "_Reporter") -> tuple[Cue, ...]:
    recording = draft.recording
    rung = recording.renditions.filter(codecs__contains=HEARD).order_by("height_px")[0]
    check_room(rung.size_bytes + bytes_of_samples(recording.duration_s or 0))
    key, attempt = recording.key, recording.published_attempt
    with (
        helper_folder(key=key) as folder,
        local_file(key=key, attempt=attempt, name=f"{rung.name}.mp4", folder=folder) as sound,
    ):
        return transcribe(
            sound=sound, language=draft.language, folder=folder, on_progress=reporter.tell
        )


class _Reporter:
    """Keeps hold of the draft and writes down how far it is. Raises DraftLost."""

    def __init__(self, draft: CaptionDraft, holder: str) -> None:
        self._draft = draft
        self._holder = holder
        self._told_at = float("-inf")

    def tell(self, share: float) -> None:
        if time.monotonic() - self._told_at < REPORT_EVERY_S:
            return
        self._told_at = time.monotonic()
        until = timezone.now() + LEASE
        held = _held(self._draft, self._holder)
        if not held.update(percent=min(99, round(100 * share)), leased_until=until):
            raise DraftLost


def _claim(draft: CaptionDraft) -> str | None:
    holder, now = uuid.uuid4().hex, timezone.now()
    free = _wanted(draft).filter(Q(leased_until=None) | Q(leased_until__lt=now))
    taken = free.update(state=Drafting.AT_WORK, holder=holder, leased_until=now + LEASE)
    return holder if taken else None


def _held(draft: CaptionDraft, holder: str) -> QuerySet[CaptionDraft]:
    return _wanted(draft).filter(holder=holder)


def _wanted(draft: CaptionDraft) -> QuerySet[CaptionDraft]:
    return CaptionDraft.objects.filter(pk=draft.pk, state__in=WANTS_DRAFTING)
