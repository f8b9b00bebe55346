"""What templates ask of the interface: icons, clock times, sizes, a lesson in a few words."""

import re
from functools import cache

from django import template
from django.conf import settings
from django.forms.boundfield import BoundWidget
from django.forms.utils import flatatt
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from moke.curriculum.enums import Grade, Subject, Term
from moke.ui.clock import write_clock

register = template.Library()

ICON_PX = 20
# Django's own `get_…_display` translates every choice to find the one.
GRADES, TERMS, SUBJECTS = dict(Grade.choices), dict(Term.choices), dict(Subject.choices)
ICON_NAME = re.compile(r"[a-z0-9-]+")


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Return a lucide icon as inline SVG, 20 px wide and hidden from screen readers."""
    if not ICON_NAME.fullmatch(name):
        raise template.TemplateSyntaxError(f"{name!r} is not the name of an icon.")
    path = settings.MOKE_NODE_MODULES / "lucide-static" / "icons" / f"{name}.svg"
    if not path.is_file():
        raise template.TemplateSyntaxError(f"There is no icon named {name!r}.")
    shape = path.read_text().partition("<svg")[2].partition(">")[2].partition("</svg>")[0]
    return mark_safe(  # noqa: S308 - the file comes from a package locked by its hash
        f'<svg class="icon" width="{ICON_PX}" height="{ICON_PX}" viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" '
        f'stroke-linejoin="round" aria-hidden="true" focusable="false">{shape.strip()}</svg>'
    )


@register.filter
def clock(seconds: float | None) -> str:
    """Write seconds as `write_clock` does. Nothing for nothing."""
    return "" if seconds is None or seconds == "" else write_clock(seconds)


@register.filter
def clock_ms(milliseconds: int | None) -> str:
    """Write milliseconds as `clock` writes seconds."""
    return "" if milliseconds is None or milliseconds == "" else write_clock(milliseconds / 1000)


@register.filter
def seconds(milliseconds: int) -> str:
    """Return milliseconds as seconds for an address, in any language alike: 11.5."""
    return f"{milliseconds / 1000:g}"


@register.filter
def filesize(size_bytes: int | None) -> str:
    """Write bytes in the unit that a person would choose."""
    return filesizeformat(size_bytes or 0)


@register.filter
def control(option: BoundWidget) -> SafeString:
    """Write one of several choices as an <input>: what its `tag` says, at a tenth of the cost."""
    data = option.data
    return format_html(
        '<input type="{}" name="{}" value="{}"{}>',
        data["type"],
        data["name"],
        data["value"],
        flatatt(data["attrs"]),
    )


@register.simple_tag
def grade_subject(lesson) -> str:
    """Say whom a lesson is for: grade and volume · subject · edition, as far as known."""
    volume = GRADES.get(lesson.grade, lesson.grade)
    if lesson.term != Term.WHOLE:
        names = {"grade": volume, "term": TERMS.get(lesson.term, lesson.term)}
        volume = _("%(grade)s, %(term)s") % names
    parts = [volume, SUBJECTS.get(lesson.subject, lesson.subject), lesson.edition]
    return " · ".join(str(part) for part in parts if part)
