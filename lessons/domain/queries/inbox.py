"""What arrived for an author, from a classroom recorder, and has no take yet."""

from django.db.models import QuerySet

from moke.accounts.models import User
from moke.media.enums import State
from moke.media.models import Recording


def inbox(author: User) -> QuerySet[Recording]:
    """The recordings that the author can choose for a take, the newest first."""
    return author.recordings.filter(take=None).exclude(state__in=[State.WAITING, State.DELETED])


def deleted_of_inbox(author: User) -> QuerySet[Recording]:
    """Those that the author deleted and can restore, with their deletion; the next to go first."""
    deleted = author.recordings.filter(take=None, deletion__erased_at=None, state=State.DELETED)
    whole = deleted.exclude(deletion__state__in=[State.WAITING, State.UPLOADING])
    return whole.select_related("deletion").order_by("deletion__erase_at", "pk")
