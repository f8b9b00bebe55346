"""How sessions that began with a guest's link find who they belong to."""

from django.contrib.auth.backends import BaseBackend

from moke.accounts.models import User
from research.domain.guest import find_guest


class GuestBackend(BaseBackend):
    """Knows a guest while their link is live: revoking it ends their sessions at once."""

    def get_user(self, user_id: int) -> User | None:
        return find_guest(user_id)
