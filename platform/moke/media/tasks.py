from django.tasks import task

from moke.media.domain.processing import process
from moke.media.models import Recording

BEHIND_SHORT_TASKS = -10
MAX_ATTEMPTS = 10


@task(priority=BEHIND_SHORT_TASKS, max_attempts=MAX_ATTEMPTS)
def process_recording(recording_id: int) -> None:
    """Encode and publish a recording; come back later where that is what it takes."""
    recording = Recording.objects.filter(pk=recording_id).first()
    if recording is None:
        return
    if look_again_at := process(recording=recording):
        process_recording.using(run_after=look_again_at).enqueue(recording_id)
