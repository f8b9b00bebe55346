"""Coding a take: begun, kept while one codes, finished or discarded."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lessons.models import Take
from moke.accounts.models import User
from research.domain.codes import ALPHABETS, UNCODED, count_coded, count_intervals
from research.enums import Scheme
from research.models import Coding


class CodingMoved(Exception):
    """The codes were changed elsewhere meanwhile; `coding` is the newer, which stays."""

    def __init__(self, coding: Coding) -> None:
        super().__init__()
        self.coding = coding


def begin_coding(*, take: Take, coder: User, scheme: Scheme, interval_s: int) -> Coding:
    """Begin to code a take every `interval_s` seconds; whoever has begun goes on.

    Raises ValidationError where the take cannot be watched yet.
    """
    if not take.recording.is_ready:
        raise ValidationError(_("The recording is not ready yet."))
    number = count_intervals(duration_s=take.recording.duration_s or 0, interval_s=interval_s)
    values = {"interval_s": interval_s, "codes": UNCODED * number}
    return Coding.objects.get_or_create(take=take, coder=coder, scheme=scheme, defaults=values)[0]


def discard_coding(*, coding: Coding) -> None:
    """Delete a coding that is not finished, to begin anew; a finished one stays."""
    Coding.objects.filter(pk=coding.pk, finished_at=None).delete()


@transaction.atomic
def keep_coding(*, coding: Coding, codes: str, version: int) -> Coding:
    """Keep all codes of a coding, which were made from its `version`.

    The same codes once more change nothing. Raises CodingMoved when another version is there,
    and ValidationError for codes that are none and when the coding was finished.
    """
    held = Coding.objects.select_for_update().get(pk=coding.pk)
    if held.finished_at:
        raise ValidationError(_("This coding is finished. Take it up again to change it."))
    known = {UNCODED, *ALPHABETS[Scheme(held.scheme)]}
    if len(codes) != len(held.codes) or not known.issuperset(codes):
        raise ValidationError(_("These codes do not fit this coding. Reload the page."))
    if codes == held.codes:
        return held
    if version != held.version:
        raise CodingMoved(held)
    held.codes, held.version = codes, held.version + 1
    held.save(update_fields=["codes", "version", "saved_at"])
    return held


@transaction.atomic
def finish_coding(*, coding: Coding) -> Coding:
    """Finish a coding, so that others read it. Finishing twice changes nothing.

    Raises ValidationError where nothing is coded.
    """
    held = Coding.objects.select_for_update().get(pk=coding.pk)
    if not count_coded(held.codes):
        raise ValidationError(_("Nothing is coded yet. Code one interval at least."))
    held.finished_at = held.finished_at or timezone.now()
    held.save(update_fields=["finished_at"])
    return held


def reopen_coding(*, coding: Coding) -> Coding:
    """Take a finished coding up again, to change it. Nothing in it is lost."""
    Coding.objects.filter(pk=coding.pk).update(finished_at=None)
    coding.refresh_from_db(fields=["finished_at"])
    return coding
