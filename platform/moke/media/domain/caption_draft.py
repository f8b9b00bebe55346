"""Asking for captions that are written from the sound, and dropping them again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from moke.media.caption_tasks import draft_captions
from moke.media.domain.captions import trim_track
from moke.media.domain.waveform import HEARD
from moke.media.enums import WANTS_DRAFTING, Drafting, DraftProblem
from moke.media.models import CaptionDraft, Recording
from moke.media.speech import languages_heard
from moke.media.trim import Trim


@transaction.atomic
def ask_for_draft(*, recording: Recording, language: str) -> None:
    """Have captions in a language written from the sound. Harmless while they are.

    Raises ValidationError where nobody can listen: to that language, or at all.
    """
    if language not in languages_heard():
        raise ValidationError(_("Captions in this language cannot be written from the sound here."))
    if not recording.is_ready:
        raise ValidationError(_("Captions can be added once the recording is ready to play."))
    if not recording.renditions.filter(codecs__contains=HEARD).exists():
        raise ValidationError(_("This recording has no sound."))
    draft, is_new = CaptionDraft.objects.get_or_create(recording=recording, language=language)
    ended = CaptionDraft.objects.filter(pk=draft.pk).exclude(state__in=WANTS_DRAFTING)
    if is_new or ended.update(state=Drafting.WAITING, problem="", percent=0, text=""):
        draft_captions.enqueue(draft.pk)


def drop_draft(*, recording: Recording, language: str) -> None:
    """Throw a draft away; a worker that is at it ends within seconds. Harmless where none is."""
    recording.caption_drafts.filter(language=language).delete()


def stop_draft(*, recording: Recording, language: str) -> bool:
    """End the writing of captions in a language, or its wait; return whether there was any.

    A worker that is at it ends within seconds. Who asked for it is told.
    """
    under_way = recording.caption_drafts.filter(language=language, state__in=WANTS_DRAFTING)
    return bool(
        under_way.update(state=Drafting.FAILED, problem=DraftProblem.STOPPED, leased_until=None)
    )


@transaction.atomic
def retry_draft(*, recording: Recording, language: str) -> bool:
    """Try once more to write what could not be; return whether there was reason to."""
    failed = recording.caption_drafts.filter(language=language, state=Drafting.FAILED)
    ids = list(failed.values_list("pk", flat=True))
    failed.update(state=Drafting.WAITING, problem="", percent=0, text="")
    for draft_id in ids:
        draft_captions.enqueue(draft_id)
    return bool(ids)


def trim_drafts(*, recording: Recording, trim: Trim) -> None:
    """Cut what was written like the recording; what is being written begins anew.

    Runs in the transaction that trims.
    """
    for draft in recording.caption_drafts.filter(state=Drafting.DONE):
        draft.text = trim_track(draft.text, trim)
        draft.save(update_fields=["text"])
    under_way = recording.caption_drafts.filter(state__in=WANTS_DRAFTING)
    for draft_id in under_way.values_list("pk", flat=True):
        draft_captions.enqueue(draft_id)
    under_way.update(state=Drafting.WAITING, percent=0, holder="", leased_until=None)


def resume_drafts() -> int:
    """Ask again for all drafts that are to be written; return how many. Harmless."""
    ids = list(CaptionDraft.objects.filter(state__in=WANTS_DRAFTING).values_list("pk", flat=True))
    for draft_id in ids:
        draft_captions.enqueue(draft_id)
    return len(ids)
