"""What becomes of uploads whose bytes all came while the store of files was away."""

from datetime import timedelta

from django.core.cache import cache
from django.tasks import task
from django.utils import timezone

from moke.media.domain.upload import put_uploads_away

STORE_AGAIN = timedelta(minutes=1)
IS_ASKED_FOR = "moke.media.put_away"


@task
def put_away() -> None:
    """Try again; and once more later while the store stays away."""
    if not put_uploads_away():
        ask_to_put_away()


def ask_to_put_away() -> None:
    """Have it tried again in a minute, however many ask for it meanwhile."""
    if cache.add(IS_ASKED_FOR, True, STORE_AGAIN.total_seconds() / 2):
        put_away.using(run_after=timezone.now() + STORE_AGAIN).enqueue()
