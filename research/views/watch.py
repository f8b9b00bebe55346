"""What every stream of the review does: look for changes while its viewer may stay."""

import time
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.functional import Promise

from lessons.domain.deletion import TakeDeleted
from moke.accounts.models import User
from research.domain.guest import find_guest

ACCESS_CHECKED_EVERY_S = 30


class Watch:
    """Looks for changes for one viewer, who is asked again and again whether they may.

    `enter(viewer)` raises Http404 or PermissionDenied for who may not be there; `last()`
    returns the number of the last change, None when what is watched has gone. `farewell`
    is said once to whom the door was shut.
    """

    def __init__(
        self,
        *,
        request: HttpRequest,
        viewer: User,
        enter: Callable[[User], object],
        last: Callable[[User], int | None],
        farewell: str | Promise,
    ) -> None:
        self.session, self.viewer = request.session, viewer
        self.enter, self.last, self.farewell = enter, last, farewell
        self.checked_at = time.monotonic()
        self.is_closed = False

    def look(self, cursor: int) -> tuple[int, list[tuple[str, str]]]:
        """Return the last change and an event when it is news. Say so once when shut out."""
        if self.is_closed:
            raise PermissionDenied
        last = self.last(self.viewer) if self._may_stay() else None
        if last is None:
            self.is_closed = True
            return cursor, [("closed", str(self.farewell))]
        return (last, [("change", str(last))]) if last > cursor else (cursor, [])

    def _is_signed_in(self) -> bool:
        key = self.session.session_key
        return key is not None and self.session.exists(key)

    def _find_again(self) -> User | None:
        if self.viewer.is_guest:
            return find_guest(self.viewer.pk)
        return User.objects.filter(pk=self.viewer.pk, is_active=True).first()

    def _may_stay(self) -> bool:
        if time.monotonic() - self.checked_at < ACCESS_CHECKED_EVERY_S:
            return True
        self.checked_at = time.monotonic()
        viewer = self._find_again()
        if viewer is None or not self._is_signed_in():
            return False
        try:
            self.enter(viewer)
        except TakeDeleted as deleted:
            self.farewell = str(deleted)
            return False
        except (Http404, PermissionDenied):
            return False
        self.viewer = viewer
        return True
