"""Template helpers for recordings on their way."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moke.media import playback
from moke.media.domain.captions import languages_of
from moke.media.domain.queries import progress
from moke.media.domain.queries.line import Line, see_line
from moke.media.enums import CaptionLanguage, Drafting
from moke.media.models import Recording
from moke.media.models.rework import Rework
from moke.media.speech import languages_heard

register = template.Library()
register.filter("poster", playback.poster_url)
register.filter("steps", progress.steps_of)
register.filter("awaits_file", progress.awaits_file)
register.filter("is_settled", progress.is_settled)
register.filter("is_worth_a_retry", progress.is_worth_a_retry)

SECONDS_PER_MINUTE = 60


@register.filter
def time_left(seconds: float | None) -> str:
    """Return a rough time in words: "about 3 minutes left". Empty if it is not known."""
    if seconds is None:
        return ""
    minutes = round(seconds / SECONDS_PER_MINUTE)
    if minutes < 1:
        return _("less than a minute left")
    return ngettext("about %(count)d minute left", "about %(count)d minutes left", minutes) % {
        "count": minutes
    }


@register.filter
def turn(work: Recording | Rework, line: Line | None = None) -> str:
    """Return the place of what waits in words: "2 come before it · its turn in about 3 minutes".

    Empty for what does not stand in the line, which is looked at now where it is not given.
    """
    here = (line or see_line()).turn_of(work)
    if here is None:
        return ""
    place = _("It is next")
    if here.before:
        place = ngettext("%(count)d comes before it", "%(count)d come before it", here.before) % {
            "count": here.before
        }
    if here.minutes is None:
        return place
    soon = ngettext(
        "its turn in about %(count)d minute", "its turn in about %(count)d minutes", here.minutes
    ) % {"count": here.minutes}
    return f"{place} · {soon}"


@register.filter
def caption_languages(recording: Recording) -> list[tuple[str, str]]:
    """Return the languages that a recording has captions in, each with its name in itself."""
    return [(name, CaptionLanguage(name).label) for name in languages_of(recording)]


@register.simple_tag
def heard_languages() -> tuple[str, ...]:
    """Return the languages in which captions can be written from the sound."""
    return languages_heard()


@register.filter
def caption_drafts(recording: Recording) -> list[tuple[str, str]]:
    """Return the drafts that wait for their author: language, and where it is edited."""
    drafts = recording.caption_drafts.filter(state=Drafting.DONE)
    return [
        (
            draft.get_language_display(),
            reverse("media:captions_edit", args=[recording.key, draft.language]),
        )
        for draft in drafts
    ]


@register.filter
def length_in_words(seconds: float) -> str:
    """Return a length in hours and minutes, as the interface says it: "4 h 0 min"."""
    hours, minutes = divmod(round(seconds / SECONDS_PER_MINUTE), 60)
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}


@register.filter
def reason(recording: Recording) -> str:
    """Return why a recording failed, or is playable only in part, in words."""
    said = recording.get_problem_display() or recording.get_warning_display()
    return str(said or _("Something went wrong on the server."))


@register.simple_tag
def max_upload_bytes() -> int:
    return settings.MOKE_MAX_UPLOAD_BYTES
