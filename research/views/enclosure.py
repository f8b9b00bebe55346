"""Pictures and voice notes of comments: the doors to their bytes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from lessons.views.door import give_file
from moke.accounts.anybody import Anybody
from research.models import Comment, Enclosure


@dataclass(frozen=True)
class Small:
    """A picture as lists show it."""

    key: UUID
    name: str
    file: Any
    content_type: str


@require_safe
async def enclosure(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Give a picture or a voice note to whoever may read its comment."""
    return await give_file(request, key, _find_readable)


@require_safe
async def enclosure_small(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Give a picture as small as lists show it."""
    return await give_file(request, key, _find_small)


def _find_readable(user: Anybody, key: UUID) -> Enclosure | None:
    if not user.is_authenticated:
        return None
    readable = Comment.objects.visible_to(user)
    found = (
        Enclosure.objects.filter(key=key, comment__in=readable)
        .select_related("comment__take__lesson", "comment__take__round")
        .first()
    )
    if found is None or not user.has_perm("research.read_comment", found.comment):
        return None
    return found


def _find_small(user: Anybody, key: UUID) -> Small | None:
    found = _find_readable(user, key)
    if found is None or not found.small:
        return None
    return Small(found.key, found.name, found.small, found.content_type)
