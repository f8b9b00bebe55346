"""Spans of lessons, quoted in posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from lessons.models import Take
from moke.accounts.models import User
from moke.media.moment import read_zero
from moke.ui.clock import read_clock
from research.domain.address import Address, read_address
from research.domain.moment import clip_moment, clip_span, shift_since
from research.models import ClipQuote, Post

MOST_CLIPS = 8
USUAL_LENGTH_MS = 30_000
"""How long a quotation lasts whose address names only where it starts."""


@dataclass(frozen=True)
class Span:
    """A part of a take, from `start_ms` to `end_ms`."""

    take: Take
    start_ms: int
    end_ms: int

    @property
    def address(self) -> str:
        """Where it can be seen, as `find_span` reads it."""
        return f"{reverse('research:room', args=[self.take.pk])}?{span_query(self)}"


type Quotable = ClipQuote | Span


def span_query(span: Quotable) -> str:
    """The span as addresses carry it: t=95-120&zero=0, in seconds, as `read_moment` reads them."""
    times = f"{span.start_ms / 1000:g}-{span.end_ms / 1000:g}"
    return urlencode({"t": times, "zero": f"{span.take.recording.zero_ms / 1000:g}"})


def find_span(*, text: str, host: str, person: User) -> Span:
    """Find the span that an address of this site names, for somebody who may read its lesson.

    Raises ValidationError under `clips` for anything else: another address, a lesson that is
    not open to the person, a span that is none or lies outside the recording.
    """
    address = read_address(text=text, host=host)
    if address is None:
        raise _refusal(_("This is not the address of a moment in a lesson of this site."))
    take = _find_take(address)
    if take is None or not person.has_perm("lessons.read_lesson", take.lesson):
        raise _refusal(_("There is no such lesson, or it is not open to you."))
    return cut_span(take=take, moment=address.moment, zero_s=read_zero(address.zero))


def cut_span(*, take: Take, moment: str, zero_s: float | None = None) -> Span:
    """Cut the span out of the take: seconds or clock times, `start-end` or a start alone.

    They count from `zero_s`, as `shift_since` says; what is left of the span is cut out.
    """
    start, dash, end = moment.replace("–", "-").partition("-")
    try:
        start_ms, end_ms = read_clock(start), read_clock(end) if dash else None
    except ValueError as error:
        raise _refusal(_("Write the span as start and end, like 1:35-2:00.")) from error
    if zero_s is not None:
        start_ms, end_ms = _find_since(take, start_ms, end_ms, round(zero_s * 1000))
    return make_span(take=take, start_ms=start_ms, end_ms=end_ms)


def _find_since(
    take: Take, start_ms: int, end_ms: int | None, zero_ms: int
) -> tuple[int, int | None]:
    shift_ms = shift_since(take=take, zero_ms=zero_ms)
    length_ms = int((take.recording.duration_s or 0) * 1000)
    last_ms = start_ms if end_ms is None else end_ms
    ends_early = take.recording.kept_ms is not None
    if last_ms + shift_ms < 0 or (ends_early and start_ms + shift_ms > length_ms):
        raise _refusal(_("This part was cut away from the recording."))
    start_ms = max(0, start_ms + shift_ms)
    return start_ms, None if end_ms is None else min(end_ms + shift_ms, length_ms)


def make_span(*, take: Take, start_ms: int, end_ms: int | None) -> Span:
    """Return the span if it lies within the recording; without an end it lasts half a minute."""
    try:
        if end_ms is None:
            start_ms = clip_moment(take=take, at_ms=start_ms, field="clips")
            length_ms = int((take.recording.duration_s or 0) * 1000)
            end_ms = min(start_ms + USUAL_LENGTH_MS, length_ms)
        start_ms, checked_ms = clip_span(take=take, start_ms=start_ms, end_ms=end_ms)
    except ValidationError as error:
        raise _refusal(error.messages[0]) from error
    return Span(take=take, start_ms=start_ms, end_ms=checked_ms or end_ms)


def put_clips(*, post: Post, clips: Sequence[Quotable], by: User) -> None:
    """Make these the clips of the post, in this order; its own may be among them and stay.

    Raises ValidationError under `clips` for more than `MOST_CLIPS`, and unless `by` may read
    the lesson of each new one now.
    """
    if len(clips) > MOST_CLIPS:
        message = _("A post quotes at most %(most)d clips; these are %(count)d.")
        raise _refusal(message % {"most": MOST_CLIPS, "count": len(clips)})
    kept = [clip.pk for clip in clips if isinstance(clip, ClipQuote)]
    post.clips.exclude(pk__in=kept).delete()
    for position, clip in enumerate(clips):
        if isinstance(clip, ClipQuote):
            post.clips.filter(pk=clip.pk).update(position=position)
            continue
        if not by.has_perm("lessons.read_lesson", clip.take.lesson):
            raise _refusal(_("There is no such lesson, or it is not open to you."))
        span = make_span(take=clip.take, start_ms=clip.start_ms, end_ms=clip.end_ms)
        times = {"start_ms": span.start_ms, "end_ms": span.end_ms}
        ClipQuote.objects.create(post=post, take=clip.take, position=position, **times)


def _find_take(address: Address) -> Take | None:
    takes = Take.objects.kept().select_related("lesson__author", "lesson__school", "recording")
    if address.take_id is not None:
        return takes.filter(pk=address.take_id).first()
    found = list(takes.filter(lesson=address.lesson_id).order_by("-number"))
    wished = [take for take in found if str(take.number) == address.take_number]
    ready = [take for take in found if take.recording.is_ready]
    return next(iter(wished or ready or found), None)


def _refusal(message: str) -> ValidationError:
    return ValidationError({"clips": message})
