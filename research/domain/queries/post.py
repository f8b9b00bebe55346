"""The posts of a topic as one person sees them."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet

from lessons.models import LessonPage
from moke.accounts.models import Membership, User
from research.domain.queries.clip import Clip, show_clip
from research.domain.queries.topic import say_grades, say_person
from research.models import ClipQuote, Post, Topic

FIRST_SHOWN = 30
"""Answers in the first load of a topic, and in each further load of earlier ones."""

BEFORE_LINKED = 3
"""Answers shown before the one that an address points to."""


@dataclass(frozen=True)
class Letter:
    """A post, its clips, and whether it is the viewer's to change."""

    post: Post
    clips: list[Clip]
    is_mine: bool

    @property
    def is_deleted(self) -> bool:
        return self.post.is_deleted

    @property
    def teaches(self) -> str:
        """School, grade and subjects of who wrote it."""
        memberships = self.post.author.memberships.all()
        grades = [m.grade for m in memberships if m.grade]
        return " · ".join(filter(None, [say_person(self.post.author), say_grades(grades)]))


@dataclass(frozen=True)
class Page:
    """A topic's opening and its latest answers; `earlier` counts those before them."""

    opening: Letter
    answers: list[Letter]
    earlier: int


@dataclass(frozen=True)
class News:
    """What changed in a topic; `change` is the number to ask with next time."""

    change: int
    letters: list[Letter]


def show_page(*, topic: Topic, viewer: User, first: int | None = None) -> Page:
    """The opening and the latest answers; with `first`, all from shortly before that post."""
    posts = Post.objects.filter(topic=topic)
    keys = _keys(posts)
    start = max(len(keys) - FIRST_SHOWN, 0)
    if first:
        start = min(start, max(bisect_left(keys, first) - BEFORE_LINKED, 0))
    shown = posts.filter(Q(is_opening=True) | Q(pk__in=keys[start:]))
    opening, *answers = show_letters(posts=shown, viewer=viewer)
    return Page(opening, answers, earlier=start)


def show_earlier(*, topic: Topic, viewer: User, before: int) -> tuple[list[Letter], int]:
    """The answers shortly before a post, and how many there are before them."""
    posts = Post.objects.filter(topic=topic)
    keys = _keys(posts.filter(pk__lt=before))
    start = max(len(keys) - FIRST_SHOWN, 0)
    return show_letters(posts=posts.filter(pk__in=keys[start:]), viewer=viewer), start


@transaction.atomic
def topic_news(*, topic: Topic, viewer: User, since: int) -> News:
    """The posts that changed after the change numbered `since`."""
    change = last_change(topic=topic) or since
    changed = Post.objects.filter(topic=topic, change__gt=since)
    return News(change, show_letters(posts=changed, viewer=viewer))


def last_change(*, topic: Topic) -> int | None:
    """The number of the topic's last change; None when it is gone."""
    return Topic.objects.filter(pk=topic.pk).values_list("change", flat=True).first()


def show_letters(*, posts: QuerySet[Post], viewer: User) -> list[Letter]:
    """The posts in order, with all that their rendering needs: four queries, however many."""
    memberships = Membership.objects.select_related("school")
    clips = ClipQuote.objects.select_related("take__lesson", "take__recording")
    found = list(
        posts.select_related("author")
        .prefetch_related(Prefetch("clips", clips), Prefetch("author__memberships", memberships))
        .order_by("pk")
    )
    readable = _readable_lessons(found, viewer)
    return [
        Letter(
            post=post,
            clips=[show_clip(quote, readable) for quote in post.clips.all()],
            is_mine=post.author_id == viewer.pk,
        )
        for post in found
    ]


def _readable_lessons(posts: Iterable[Post], viewer: User) -> set[int]:
    """Ids of the quoted lessons that the viewer may read, as `lessons.read_lesson` says."""
    quoted = {quote.take.lesson_id for post in posts for quote in post.clips.all()}
    if not quoted:
        return set()
    readable = LessonPage.objects.visible_to(viewer).filter(pk__in=quoted)
    return set(readable.values_list("pk", flat=True))


def _keys(posts: QuerySet[Post]) -> list[int]:
    """The keys of the answers among the posts, in order."""
    return list(posts.filter(is_opening=False).order_by("pk").values_list("pk", flat=True))
