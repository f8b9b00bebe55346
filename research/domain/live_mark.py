"""Keeping what observers mark while a lesson is taught."""

import datetime
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from moke.accounts.models import User
from research.domain.comment import check_kind
from research.domain.words import tidy_words
from research.models import LiveLesson, LiveMark

MOST_MARKS = 500
"""Of one observer in one lesson."""
LEEWAY = datetime.timedelta(minutes=2)
"""Clocks of phones are measured, but not to the second."""


@dataclass(frozen=True)
class SentMark:
    """A mark as a page sends it; one that `is_gone` was taken back."""

    token: uuid.UUID
    kind: str
    at: datetime.datetime
    body: str = ""
    private: bool = False
    is_gone: bool = False


@transaction.atomic
def keep_marks(*, live: LiveLesson, author: User, sent: Iterable[SentMark]) -> dict[str, str]:
    """Keep marks, each once, and as it was sent last; return what was refused, by its token.

    Marks that were made while the lesson ran are kept whenever they arrive.
    """
    LiveLesson.objects.select_for_update().get(pk=live.pk)
    kept = {mark.token: mark for mark in LiveMark.objects.filter(live=live, author=author)}
    return dict(_keep_each(live, author, sent, kept))


def _keep_each(
    live: LiveLesson, author: User, sent: Iterable[SentMark], kept: dict[uuid.UUID, LiveMark]
) -> Iterator[tuple[str, str]]:
    for mark in sent:
        try:
            _keep(live, author, mark, kept)
        except ValidationError as error:
            yield str(mark.token), " ".join(error.messages)


def _keep(live: LiveLesson, author: User, sent: SentMark, kept: dict[uuid.UUID, LiveMark]) -> None:
    mark = kept.get(sent.token)
    if sent.is_gone and mark is None:
        return
    if mark is None:
        _check_new(live, sent, len(kept))
        mark = LiveMark(live=live, author=author, token=sent.token, at=sent.at)
    if mark.placed_at:
        if _same(mark, sent):
            return
        raise ValidationError(_("This mark is in the review room now. Change it there."))
    if sent.is_gone:
        mark.delete()
        del kept[sent.token]
        return
    check_kind(kind=sent.kind)
    mark.kind, mark.private = sent.kind, sent.private
    mark.body = tidy_words(words=sent.body)
    mark.save()
    kept[sent.token] = mark


def _same(mark: LiveMark, sent: SentMark) -> bool:
    said = (mark.kind, mark.body, mark.private)
    return not sent.is_gone and said == (sent.kind, sent.body.strip(), sent.private)


def _check_new(live: LiveLesson, sent: SentMark, number: int) -> None:
    if number >= MOST_MARKS:
        message = _("There are %(most)d marks already, which is the most.")
        raise ValidationError(message % {"most": MOST_MARKS})
    latest = min(timezone.now(), live.last_moment) + LEEWAY
    if not live.started_at - LEEWAY <= sent.at <= latest:
        raise ValidationError(_("This mark was made before or after the lesson."))
