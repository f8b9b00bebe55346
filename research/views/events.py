"""Open rooms hear that something changed, and fetch what."""

import time

from asgiref.sync import sync_to_async
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from lessons.models import Take
from moke.accounts.models import User
from moke.ui.live import event_stream
from research.domain.queries.room import last_change
from research.views.access import find_take
from research.views.room import read_since

ACCESS_CHECKED_EVERY_S = 30


async def room_events(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Stream the number of each change; the last one heard, or `?since=`, is where it starts."""
    person = await request.auser()
    if not person.is_authenticated:
        return await sync_to_async(render)(request, "research/signed_out.html", status=401)
    take = await sync_to_async(find_take)(person, pk)
    watch = RoomWatch(request=request, take=take, viewer=person)
    return event_stream(request, watch.look, cursor=read_since(request))


class RoomWatch:
    """Looks into a room for one viewer, for as long as they may enter it."""

    def __init__(self, *, request: HttpRequest, take: Take, viewer: User) -> None:
        self.session, self.take, self.viewer = request.session, take, viewer
        self.checked_at = time.monotonic()
        self.is_closed = False

    def look(self, cursor: int) -> tuple[int, list[tuple[str, str]]]:
        """Return the last change and an event when it is news. Say so once when shut out."""
        if self.is_closed:
            raise PermissionDenied
        if not self._may_stay():
            self.is_closed = True
            return cursor, [("closed", _("You cannot enter this review any more."))]
        last = last_change(take=self.take, viewer=self.viewer)
        return (last, [("change", str(last))]) if last > cursor else (cursor, [])

    def _is_signed_in(self) -> bool:
        key = self.session.session_key
        return key is not None and self.session.exists(key)

    def _may_stay(self) -> bool:
        if time.monotonic() - self.checked_at < ACCESS_CHECKED_EVERY_S:
            return True
        self.checked_at = time.monotonic()
        viewer = User.objects.filter(pk=self.viewer.pk, is_active=True).first()
        if viewer is None or not self._is_signed_in():
            return False
        try:
            self.take = find_take(viewer, self.take.pk)
        except (Http404, PermissionDenied):
            return False
        self.viewer = viewer
        return True
