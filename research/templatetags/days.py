"""Days as people say them: with the weekday, relative where that is nearer."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_timedelta
from django import template
from django.utils import timezone
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

register = template.Library()

NEAR = timedelta(days=6)
PATTERNS = {"zh_Hans": "M月d日 EEE", "en": "EEEE, d MMMM"}


@register.filter
def day(value: date) -> str:
    """Write a day with its weekday: 11月23日 周一; Monday, 23 November."""
    locale = _locale()
    return format_date(value, PATTERNS.get(locale, "long"), locale=locale)


@register.filter
def due(due_on: date) -> str:
    """Say by when something is wanted."""
    today = timezone.localdate()
    if due_on < today:
        return _("Was due on %(day)s") % {"day": _short(due_on)}
    if due_on == today:
        return _("Due today")
    if due_on == today + timedelta(days=1):
        return _("Due tomorrow")
    if due_on - today <= NEAR:
        return _("Due on %(day)s") % {"day": _weekday(due_on)}
    return _("Due on %(day)s") % {"day": _short(due_on)}


@register.filter
def ago(moment: datetime) -> str:
    """Say how long ago something was: 2 hours ago; 2小时前."""
    return format_timedelta(moment - timezone.now(), add_direction=True, locale=_locale())


def _weekday(value: date) -> str:
    locale = _locale()
    return format_date(value, "EEE" if locale == "zh_Hans" else "EEEE", locale=locale)


def _short(value: date) -> str:
    locale = _locale()
    return format_date(value, "M月d日" if locale == "zh_Hans" else "d MMM", locale=locale)


def _locale() -> str:
    return to_locale(get_language() or "zh-hans")
