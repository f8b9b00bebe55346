"""How a topic's endpoints answer: fragments to a script, whole pages to a plain form."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render

from moke.accounts.request import SignedInRequest
from research.domain.queries.post import Letter, show_page
from research.domain.queries.topic import say_audience, voices
from research.forms.post import PostForm
from research.forms.topic import TopicForm
from research.models import Topic

MOST_DIGITS = 18


def post_form(request: SignedInRequest, *args, **kwargs) -> PostForm:
    """The form for a post of whoever asks."""
    return PostForm(*args, person=request.user, host=request.get_host(), **kwargs)


def topic_form(request: SignedInRequest, *args, **kwargs) -> TopicForm:
    """The form for a topic of whoever asks."""
    kwargs |= {"person": request.user, "host": request.get_host()}
    return TopicForm(*args, auto_id="id_%s", **kwargs)


def show_topic(
    request: SignedInRequest, topic: Topic, form: PostForm | None = None, status: int = 200
) -> HttpResponse:
    """Render the page of a topic around its composer."""
    person = request.user
    page = show_page(topic=topic, viewer=person, first=read_key(request, "from"))
    context = {
        "topic": topic,
        "page": page,
        "audience": say_audience(topic),
        "voices": voices(topic),
        "form": form or post_form(request, initial={"token": uuid4()}),
        "may_change": person.has_perm("research.change_topic", topic),
        "may_close": person.has_perm("research.close_topic", topic),
        "may_delete": person.has_perm("research.delete_topic", topic),
    }
    return render(request, "research/topic.html", context, status=status)


def show_news(
    request: SignedInRequest,
    topic: Topic,
    letters: list[Letter],
    *,
    change: int | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with changed posts and the head; `change` moves the page's cursor."""
    context = {"topic": topic, "letters": letters, "change": change, "voices": voices(topic)}
    return render(request, "research/topic_news.html", context, status=status)


def refuse_letter(request: SignedInRequest, form: PostForm) -> HttpResponse:
    """Tell a script what is wrong; the page keeps the words as they are."""
    return render(request, "research/letter_refused.html", {"form": form}, status=422)


def read_key(request: SignedInRequest, name: str) -> int | None:
    """The key that the query names, None for what is none."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) <= MOST_DIGITS else None
