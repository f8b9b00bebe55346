"""Moving all that is said about a take along with its recording, when that is trimmed or replaced.

Nothing that somebody wrote is lost: what lay in a part that goes stays at the edge, and a reply
says where it stood.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from lessons.models import Take
from moke.accounts.models import User
from moke.media.models import Recording
from moke.media.trim import Trim
from moke.ui.clock import write_clock
from research.domain.change import hold_topic, next_change, settle_topic, touch
from research.domain.codes import UNCODED, count_coded, count_intervals
from research.domain.queries.trim import lost_answers, lost_clips, lost_comments, lost_phases
from research.domain.record_clearing import remove_export
from research.models import (
    Answer,
    ClipQuote,
    Coding,
    Comment,
    LiveLesson,
    PhaseMark,
    RecordExport,
    Reply,
)


def trim_take(recording: Recording, trim: Trim) -> dict[str, Any]:
    """Move what hangs on a take's moments; return what was there before, by key.

    Runs in the transaction that publishes the other film.
    """
    take = Take.objects.select_related("lesson").filter(recording=recording).first()
    if take is None:
        return {}
    change = next_change(lesson_id=take.lesson_id)
    for export in RecordExport.objects.filter(lesson=take.lesson_id):
        remove_export(export=export)  # it shows what goes
    _move_live(take, trim)
    language = recording.owner.language or settings.LANGUAGE_CODE
    with override(language):
        return {
            "comments": _move_comments(take, trim, recording.owner, change),
            "answers": _move_answers(take, trim, recording.owner, change),
            "phases": _move_phases(take, trim),
            "clips": _move_clips(take, trim),
            "codings": _move_codings(take, trim),
        }


def _move_comments(take: Take, trim: Trim, by: User, change: int) -> dict[int, Any]:
    comments = list(Comment.objects.filter(take=take))
    lost = set(lost_comments(Comment.objects.filter(take=take), trim).values_list("pk", flat=True))
    before = {comment.pk: [comment.start_ms, comment.end_ms] for comment in comments}
    for comment in comments:
        if comment.pk in lost and comment.deleted_at is None:
            message = _("This stood at %(at)s, in a part of the recording that is gone.")
            _reply(comment, message % {"at": _spoken(comment.start_ms)}, by, change)
        until_ms = comment.start_ms if comment.end_ms is None else comment.end_ms
        span = trim.moved_span(comment.start_ms, until_ms)
        start_ms, end_ms = span or (trim.moved(comment.start_ms), None)
        comment.start_ms, comment.end_ms, comment.change = start_ms, end_ms, change
    Comment.objects.bulk_update(comments, ["start_ms", "end_ms", "change"])
    return before


def _move_answers(take: Take, trim: Trim, by: User, change: int) -> dict[int, int]:
    answers = list(Answer.objects.filter(take=take).select_related("comment"))
    lost = set(lost_answers(Answer.objects.filter(take=take), trim).values_list("pk", flat=True))
    before = {answer.pk: answer.at_ms for answer in answers}
    for answer in answers:
        if answer.pk in lost:
            message = _("Its answer stood at %(at)s of take %(number)d, in a part that is gone.")
            words = {"at": _spoken(answer.at_ms), "number": take.number}
            _reply(answer.comment, message % words, by, change)
        answer.at_ms = trim.moved(answer.at_ms)
        answer.save(update_fields=["at_ms"])
        touch(comment=answer.comment, change=change)
    return before


def _move_phases(take: Take, trim: Trim) -> dict[int, Any]:
    marks = list(PhaseMark.objects.filter(take=take))
    lost = {mark.pk for mark in lost_phases(take, trim)}
    before = {mark.position: [mark.name, mark.start_ms] for mark in marks}
    PhaseMark.objects.filter(pk__in=lost).delete()
    for mark in marks:
        if mark.pk not in lost:
            mark.start_ms = trim.moved(mark.start_ms)
            mark.save(update_fields=["start_ms"])
    return before


def _move_clips(take: Take, trim: Trim) -> dict[int, Any]:
    clips = list(ClipQuote.objects.filter(take=take).select_related("post__topic"))
    before = {clip.pk: [clip.post_id, clip.start_ms, clip.end_ms] for clip in clips}
    lost_clips(ClipQuote.objects.filter(take=take), trim).delete()
    for clip in clips:
        if span := trim.moved_span(clip.start_ms, clip.end_ms):
            clip.start_ms, clip.end_ms = span
            clip.save(update_fields=["start_ms", "end_ms"])
    for topic in {clip.post.topic for clip in clips}:
        current = hold_topic(topic=topic)
        posts = {clip.post_id for clip in clips}
        current.posts.filter(pk__in=posts).update(change=current.change)
        settle_topic(topic=current)
    return before


def _move_codings(take: Take, trim: Trim) -> dict[int, str]:
    before = {}
    for coding in Coding.objects.select_for_update().filter(take=take):
        before[coding.pk] = coding.codes
        coding.codes = _moved_codes(coding.codes, coding.interval_s, trim)
        coding.version += 1
        if not count_coded(coding.codes):
            coding.finished_at = None
        coding.save(update_fields=["codes", "version", "finished_at"])
    return before


def _moved_codes(codes: str, interval_s: int, trim: Trim) -> str:
    """Each interval takes the code of what was in its middle."""
    number = count_intervals(duration_s=trim.length_ms / 1000, interval_s=interval_s)
    middles_ms = (trim.start_ms + round((n + 0.5) * interval_s * 1000) for n in range(number))
    places = (middle_ms // (interval_s * 1000) for middle_ms in middles_ms)
    return "".join(codes[at] if 0 <= at < len(codes) else UNCODED for at in places)


def _move_live(take: Take, trim: Trim) -> None:
    for live in LiveLesson.objects.filter(take=take):
        begin = live.recorded_from or live.started_at
        live.recorded_from = begin + timedelta(milliseconds=trim.start_ms)
        live.save(update_fields=["recorded_from"])


def _reply(comment: Comment, words: str, by: User, change: int) -> None:
    Reply.objects.create(comment=comment, author=by, body=words, said_change=change)


def _spoken(at_ms: int) -> str:
    return write_clock(at_ms / 1000)
