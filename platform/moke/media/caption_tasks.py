"""Writing captions from the sound, behind all that waits to be seen."""

from django.tasks import TaskContext, task

from moke.media.domain.drafting import give_up_draft, write_draft
from moke.media.models import CaptionDraft

BEHIND_WHAT_WAITS = -30
TRIES = 3


@task(  # type: ignore[call-overload]
    priority=BEHIND_WHAT_WAITS, max_attempts=TRIES + 1, takes_context=True
)
def draft_captions(context: TaskContext, draft_id: int) -> None:
    """Write a draft; come back later where that is what it takes.

    Workers that die at it are followed by others, but not for ever: then its author is told.
    """
    draft = CaptionDraft.objects.select_related("recording").filter(pk=draft_id).first()
    if draft is None:
        return
    if context.attempt > TRIES:
        give_up_draft(draft=draft)
    elif look_again_at := write_draft(draft=draft):
        draft_captions.using(run_after=look_again_at).enqueue(draft_id)
