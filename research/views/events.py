"""Open rooms and topics hear that something changed, and fetch what."""

from asgiref.sync import sync_to_async
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from moke.accounts.models import User
from moke.ui.live import event_stream
from research.domain.queries import post as posts
from research.domain.queries import room
from research.views.access import find_take, find_topic
from research.views.room import read_since
from research.views.watch import Watch


async def room_events(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Stream the number of each change; the last one heard, or `?since=`, is where it starts."""
    person = await request.auser()
    if not person.is_authenticated:
        return await sync_to_async(render)(request, "research/signed_out.html", status=401)
    watch = await sync_to_async(watch_room)(request, person, pk)
    return event_stream(request, watch.look, cursor=read_since(request))


async def topic_events(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Stream the number of each change to a topic, as `room_events` does."""
    person = await request.auser()
    if not person.is_authenticated:
        return await sync_to_async(render)(request, "research/signed_out.html", status=401)
    watch = await sync_to_async(watch_topic)(request, person, pk)
    return event_stream(request, watch.look, cursor=read_since(request))


def watch_room(request: HttpRequest, viewer: User, pk: int) -> Watch:
    """Watch the room of a take, for as long as the viewer may enter it."""
    take = find_take(viewer, pk)
    return Watch(
        request=request,
        viewer=viewer,
        enter=lambda person: find_take(person, pk),
        last=lambda person: room.last_change(take=take, viewer=person),
        farewell=_("You cannot enter this review any more."),
    )


def watch_topic(request: HttpRequest, viewer: User, pk: int) -> Watch:
    """Watch a topic, for as long as it is there and the viewer may read it."""
    topic = find_topic(viewer, pk)
    return Watch(
        request=request,
        viewer=viewer,
        enter=lambda person: find_topic(person, pk),
        last=lambda person: posts.last_change(topic=topic),
        farewell=_("This topic is not there any more, or not open to you."),
    )
