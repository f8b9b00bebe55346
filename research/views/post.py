"""The posts of a topic: fetched, written, edited, deleted."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from moke.accounts.request import SignedInRequest
from research.domain.post import delete_post, edit_post, write_post
from research.domain.queries.post import show_earlier, show_letters, topic_news
from research.models import Post, Topic
from research.views.access import find_post, find_topic, signed_in, wants_fragment
from research.views.letters import post_form, read_key, refuse_letter, show_news, show_topic
from research.views.room import read_since


@signed_in
@require_http_methods(["GET", "POST"])
def posts(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out what changed `?since=`, or what stands `?before=` a post; take in an answer."""
    topic = find_topic(request.user, pk)
    if request.method == "GET":
        return _hand_out(request, topic)
    form = post_form(request, request.POST)
    if form.is_valid():
        try:
            token = form.cleaned_data["token"]
            post = write_post(topic=topic, author=request.user, token=token, **form.particulars())
        except ValidationError as error:
            form.add_domain_errors(error)
        else:
            return _show_post(request, post, status=201)
    if wants_fragment(request):
        return refuse_letter(request, form)
    return show_topic(request, topic, form, status=422)


@signed_in
@require_safe
def post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lead to a post in its topic, wherever that stands."""
    found = find_post(request.user, pk)
    topic = reverse("research:topic", args=[found.topic_id])
    start = "" if found.is_opening else f"?from={found.pk}"
    return redirect(f"{topic}{start}#post-{found.pk}")


@signed_in
@require_http_methods(["GET", "POST"])
def post_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Replace text and clips of one's own answer."""
    post = find_post(request.user, pk, "research.change_post")
    (letter,) = show_letters(posts=Post.objects.filter(pk=pk), viewer=request.user)
    what = {"post": post, "shown": letter.clips}
    if request.method == "GET":
        initial = {"body": post.body, "markup": "html", "seen": post.change}
        form = post_form(request, initial=initial, **what)
        return _show_form(request, "post_edit", post, form)
    form = post_form(request, request.POST, **what)
    if form.is_valid():
        try:
            edit_post(post=post, seen=form.cleaned_data["seen"], **form.particulars())
        except ValidationError as error:
            form.add_domain_errors(error)
        else:
            return _show_post(request, post)
    if wants_fragment(request):
        return refuse_letter(request, form)
    return _show_form(request, "post_edit", post, form, status=422)


@signed_in
@require_http_methods(["GET", "POST"])
def post_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask, then erase one's own answer; a second click changes nothing."""
    post = find_post(request.user, pk)
    if not (post.is_deleted and post.author == request.user):
        post = find_post(request.user, pk, "research.change_post")
    if request.method == "GET":
        return _show_form(request, "post_delete", post, None)
    return _show_post(request, delete_post(post=post))


def _hand_out(request: SignedInRequest, topic: Topic) -> HttpResponse:
    if before := read_key(request, "before"):
        letters, earlier = show_earlier(topic=topic, viewer=request.user, before=before)
        context = {"topic": topic, "letters": letters, "earlier": earlier}
        return render(request, "research/earlier.html", context)
    news = topic_news(topic=topic, viewer=request.user, since=read_since(request))
    return show_news(request, topic, news.letters, change=news.change)


def _show_post(request: SignedInRequest, post: Post, status: int = 200) -> HttpResponse:
    if not wants_fragment(request):
        return redirect("research:post", post.pk)
    letters = show_letters(posts=Post.objects.filter(pk=post.pk), viewer=request.user)
    topic = find_topic(request.user, post.topic_id)
    return show_news(request, topic, letters, status=status)


def _show_form(
    request: SignedInRequest, name: str, post: Post, form, status: int = 200
) -> HttpResponse:
    where = "forms/" if wants_fragment(request) else ""
    context = {"post": post, "topic": post.topic, "form": form}
    return render(request, f"research/{where}{name}.html", context, status=status)
