"""Cutting the posters that authors chose."""

from django.tasks import TaskContext, task

from moke.media.domain.poster_cutting import cut_chosen, give_up_choice
from moke.media.models import Recording

SOON = 5
TRIES = 3


@task(priority=SOON, max_attempts=TRIES + 1, takes_context=True)  # type: ignore[call-overload]
def cut_chosen_poster(context: TaskContext, recording_id: int) -> None:
    """Cut what the author of a recording chose; come back later where that is what it takes."""
    recording = Recording.objects.filter(pk=recording_id).first()
    if recording is None:
        return
    if context.attempt > TRIES:
        give_up_choice(recording=recording)
    elif look_again_at := cut_chosen(recording=recording):
        cut_chosen_poster.using(run_after=look_again_at).enqueue(recording_id)
