"""The doors of the review: who is asked to sign in, who is told nothing, who is told no."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from lessons.domain.deletion import TakeDeleted
from lessons.models import Take
from moke.accounts.models import User
from moke.accounts.request import SignedInRequest
from research.domain.guest import why_shut
from research.middleware import GUESTS_DOORS
from research.models import ClipQuote, Comment, Post, Reply, Topic

GUEST_BACKEND = "research.backends.GuestBackend"


def wants_fragment(request: SignedInRequest) -> bool:
    """Whether a script asks, which swaps fragments into the page it has."""
    return bool(request.htmx) or "X-Requested-With" in request.headers


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask to sign in; a script is told with 401, so that its page keeps what was typed.

    Guests whose link ended have nothing to sign in with: they read why their visit is over.
    """

    @wraps(view)
    def ask_first(request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if _was_a_guest(request):
            return _end_visit(request)
        if wants_fragment(request):
            return render(request, "research/signed_out.html", status=401)
        return redirect_to_login(request.get_full_path())

    return ask_first


def _was_a_guest(request: SignedInRequest) -> bool:
    """Whether a guest's link has ended who would come through this door."""
    match = request.resolver_match
    is_theirs = match is not None and match.view_name in GUESTS_DOORS
    return is_theirs and request.session.get(BACKEND_SESSION_KEY) == GUEST_BACKEND


def _end_visit(request: SignedInRequest) -> HttpResponse:
    """Say why the link opens nothing: beside what was typed, or as a page."""
    name = "guest_over" if wants_fragment(request) else "guest_shut"
    why = why_shut(guest_pk=int(request.session[SESSION_KEY]))
    return render(request, f"research/{name}.html", {"why": why}, status=HTTPStatus.GONE)


def find_take(person: User, pk: int, permission: str = "research.enter_room") -> Take:
    """The take with its lesson: 404 if that is unknown to the person, 403 without permission."""
    takes = Take.objects.select_related(
        "lesson__author", "lesson__school", "recording", "plan", "round__closed_by", "deleted_by"
    )
    take = get_object_or_404(takes, pk=pk)
    if not person.has_perm(permission, take):
        raise _refusal(person, take)
    return take


def find_comment(person: User, pk: int, permission: str = "research.read_comment") -> Comment:
    """The comment with its take: 404 if it cannot be known, 403 without permission."""
    comments = Comment.objects.visible_to(person).select_related(
        *("author", "take__lesson__author", "take__recording", "take__deleted_by"),
        *("verdict__given_by", "answer__take"),
    )
    comment = get_object_or_404(comments, pk=pk)
    may_read = person.has_perm("research.read_comment", comment)
    if not (may_read and person.has_perm(permission, comment)):
        raise _refusal(person, comment.take)
    return comment


def find_reply(person: User, pk: int) -> Reply:
    """The person's own reply, to be changed: 404 if it cannot be known, 403 if another's."""
    replies = Reply.objects.select_related("author", "comment")
    reply = get_object_or_404(replies, pk=pk)
    reply.comment = find_comment(person, reply.comment_id)
    if not person.has_perm("research.change_reply", reply):
        raise PermissionDenied
    return reply


def find_topic(person: User, pk: int, permission: str = "research.read_topics") -> Topic:
    """The topic with whom it is for: 404 to who reads no topics, 403 without permission."""
    if not person.has_perm("research.read_topics"):
        raise Http404
    topics = Topic.objects.select_related("opened_by").prefetch_related("audience")
    topic = get_object_or_404(topics, pk=pk)
    if not person.has_perm(permission, topic):
        raise PermissionDenied
    return topic


def find_post(person: User, pk: int, permission: str = "") -> Post:
    """The post with its topic, as `find_topic` finds that."""
    if not person.has_perm("research.read_topics"):
        raise Http404
    post = get_object_or_404(Post.objects.select_related("author", "topic"), pk=pk)
    if permission and not person.has_perm(permission, post):
        raise PermissionDenied
    return post


def find_clip(person: User, pk: int) -> ClipQuote:
    """The clip with its take: 404 to who reads no topics."""
    if not person.has_perm("research.read_topics"):
        raise Http404
    clips = ClipQuote.objects.select_related(
        "take__lesson__author", "take__lesson__school", "take__recording"
    )
    return get_object_or_404(clips, pk=pk)


def _refusal(person: User, take: Take) -> Http404 | PermissionDenied:
    if person.has_perm("research.know_of_deletion", take):
        return TakeDeleted(take)
    knows = person.has_perm("lessons.read_lesson", take.lesson)
    return PermissionDenied() if knows else Http404()
