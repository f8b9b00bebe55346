"""What becomes of all that is said about a take, when its recording is trimmed or replaced."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lessons.models import Take
from moke.media.models import Recording
from moke.media.trim import Trim
from research.models import Answer, ClipQuote, Coding, Comment, PhaseMark


def count_take(recording: Recording) -> Iterator[str]:
    """Say, a few words each, how much of what is said about a take has a moment."""
    take = Take.objects.select_related("lesson").filter(recording=recording).first()
    if take is None:
        return
    comments = Comment.objects.visible_to(recording.owner).filter(take=take, deleted_at=None)
    if count := comments.count():
        yield ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count}
    if count := Answer.objects.filter(take=take).count():
        yield ngettext("%(count)d answer", "%(count)d answers", count) % {"count": count}
    if count := PhaseMark.objects.filter(take=take).count():
        yield ngettext("%(count)d phase", "%(count)d phases", count) % {"count": count}
    if count := ClipQuote.objects.filter(take=take).count():
        yield ngettext("%(count)d quoted clip", "%(count)d quoted clips", count) % {"count": count}
    if count := Coding.objects.filter(take=take).count():
        yield ngettext("%(count)d coding", "%(count)d codings", count) % {"count": count}


def foresee_take(recording: Recording, trim: Trim) -> Iterator[str]:
    """Say, a sentence each, what is not simply moved along."""
    take = Take.objects.select_related("lesson").filter(recording=recording).first()
    if take is None:
        return
    comments = Comment.objects.visible_to(recording.owner).filter(take=take)
    count = lost_comments(comments, trim).filter(deleted_at=None).count()
    count += lost_answers(Answer.objects.filter(take=take), trim).count()
    if count:
        yield _comments_in_words(count)
    if count := len(lost_phases(take, trim)):
        yield _phases_in_words(count)
    if count := lost_clips(ClipQuote.objects.filter(take=take), trim).count():
        yield _clips_in_words(count)
    if Coding.objects.filter(take=take).exists():
        yield _("Codings keep the codes of what is kept.")
    yield _("All else that is said about this take moves along with its moment.")


def lost_comments(comments: QuerySet[Comment], trim: Trim) -> QuerySet[Comment]:
    """Those that lie wholly in what goes."""
    ended = comments.annotate(last_ms=Coalesce("end_ms", "start_ms"))
    return ended.filter(Q(start_ms__gt=trim.end_ms) | Q(last_ms__lt=trim.start_ms))


def lost_answers(answers: QuerySet[Answer], trim: Trim) -> QuerySet[Answer]:
    """Those that point at what goes."""
    return answers.filter(Q(at_ms__gt=trim.end_ms) | Q(at_ms__lt=trim.start_ms))


def lost_clips(clips: QuerySet[ClipQuote], trim: Trim) -> QuerySet[ClipQuote]:
    """Those of which nothing is left."""
    return clips.filter(Q(start_ms__gte=trim.end_ms) | Q(end_ms__lte=trim.start_ms))


def lost_phases(take: Take, trim: Trim) -> list[PhaseMark]:
    """The marks of phases that were over before what is kept begins, or begin behind it."""
    marks = list(PhaseMark.objects.filter(take=take).order_by("start_ms"))
    over = [mark for mark in marks if mark.start_ms <= trim.start_ms][:-1]
    return [*over, *(mark for mark in marks if mark.start_ms >= trim.end_ms)]


def _comments_in_words(count: int) -> str:
    return ngettext(
        "%(count)d comment or answer lies in what goes. It stays, at the edge, and a reply says"
        " where it stood.",
        "%(count)d comments or answers lie in what goes. They stay, at the edge, and replies say"
        " where they stood.",
        count,
    ) % {"count": count}


def _phases_in_words(count: int) -> str:
    return ngettext(
        "%(count)d phase lies in what goes: its mark is taken away.",
        "%(count)d phases lie in what goes: their marks are taken away.",
        count,
    ) % {"count": count}


def _clips_in_words(count: int) -> str:
    return ngettext(
        "%(count)d clip quoted in a topic lies in what goes, and is taken out of its post.",
        "%(count)d clips quoted in topics lie in what goes, and are taken out of their posts.",
        count,
    ) % {"count": count}
