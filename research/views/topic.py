"""The board of topics, a topic, and what its opener does with it."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lessons.domain.queries.lesson import LessonView
from moke.accounts.request import SignedInRequest
from research.domain.queries.post import show_letters
from research.domain.queries.topic import as_lines, topics, topics_quoting
from research.domain.topic import close_topic, delete_topic, edit_topic, open_topic, reopen_topic
from research.forms.topic import BoardForm, TopicForm
from research.models import Topic
from research.views.access import find_topic, signed_in, wants_fragment
from research.views.letters import refuse_letter, show_topic, topic_form
from research.views.prefill import prefilled

LINES_PER_PAGE = 24


@signed_in
@require_safe
def board(request: SignedInRequest) -> HttpResponse:
    """List the topics, the last spoken in first."""
    if not request.user.has_perm("research.read_topics"):
        raise Http404
    form = BoardForm(request.GET)
    wishes = form.wishes()
    found = as_lines(topics(wishes=wishes, person=request.user))
    page = Paginator(found, LINES_PER_PAGE).get_page(request.GET.get("page"))
    filters = len(wishes.keys() - {"words"})
    context = {"form": form, "wishes": wishes, "filters": filters, "page": page}
    return render(request, "research/board.html", context)


@signed_in
@require_safe
def topic(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a topic, from shortly before a post with `?from=`."""
    return show_topic(request, find_topic(request.user, pk))


@signed_in
@require_http_methods(["GET", "POST"])
def topic_new(request: SignedInRequest) -> HttpResponse:
    """Open a topic; `?clip=` and `?comment=` say what it starts from."""
    if not request.user.has_perm("research.open_topic"):
        raise Http404
    if request.method == "GET":
        initial = prefilled(request) | {"token": uuid4()}
        return _show_form(request, topic_form(request, initial=initial))
    form = topic_form(request, request.POST)
    if form.is_valid():
        try:
            token = form.cleaned_data["token"]
            opened = open_topic(by=request.user, token=token, **form.particulars())
        except ValidationError as error:
            form.add_domain_errors(error)
        else:
            return _go_on(request, opened, status=201)
    return _show_form(request, form, status=422)


@signed_in
@require_http_methods(["GET", "POST"])
def topic_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change title, text, clips and whom one's own topic is for."""
    topic = find_topic(request.user, pk, "research.change_topic")
    (letter,) = show_letters(posts=topic.posts.filter(is_opening=True), viewer=request.user)
    what = {"post": letter.post, "shown": letter.clips}
    if request.method == "GET":
        initial = {"title": topic.title, "grades": topic.grades, "subjects": topic.subjects}
        initial |= {"body": letter.post.body, "markup": "html", "seen": letter.post.change}
        return _show_form(request, topic_form(request, initial=initial, **what), topic)
    form = topic_form(request, request.POST, **what)
    if form.is_valid():
        try:
            edit_topic(topic=topic, seen=form.cleaned_data["seen"], **form.particulars())
        except ValidationError as error:
            form.add_domain_errors(error)
        else:
            return _go_on(request, topic)
    return _show_form(request, form, topic, status=422)


@signed_in
@require_POST
def topic_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a discussion, or with `reopen` let it go on."""
    topic = find_topic(request.user, pk, "research.close_topic")
    if "reopen" in request.POST:
        reopen_topic(topic=topic)
    else:
        close_topic(topic=topic, by=request.user)
    return redirect("research:topic", pk)


@signed_in
@require_POST
def topic_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete one's own topic while nobody else has answered."""
    topic = find_topic(request.user, pk, "research.change_topic")
    try:
        delete_topic(topic=topic)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("research:topic", pk)
    messages.success(request, _("The topic is deleted."))
    return redirect("research:topics")


def topics_section(request: HttpRequest, view: LessonView) -> str:
    """List on a lesson's page the topics that quote it, to those who read topics."""
    if not request.user.has_perm("research.read_topics"):
        return ""
    context = {"topics": topics_quoting(view.lesson), "lesson": view.lesson}
    return render_to_string("research/lesson_topics.html", context)


def _go_on(request: SignedInRequest, topic: Topic, status: int = 200) -> HttpResponse:
    """Lead to the topic: a script follows the link that it is handed."""
    if not wants_fragment(request):
        return redirect("research:topic", topic.pk)
    onward = reverse("research:topic", args=[topic.pk])
    return render(request, "research/onward.html", {"onward": onward}, status=status)


def _show_form(
    request: SignedInRequest, form: TopicForm, topic: Topic | None = None, status: int = 200
) -> HttpResponse:
    if status != 200 and wants_fragment(request):  # noqa: PLR2004
        return refuse_letter(request, form)
    context = {"form": form, "topic": topic}
    return render(request, "research/topic_form.html", context, status=status)
