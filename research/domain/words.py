"""What people write, tidied and held to its limits."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from moke.ui.rich_text import clean, to_plain

MOST_CHARACTERS = 5_000
MOST_REASON_CHARACTERS = 500
MOST_POST_CHARACTERS = 10_000
MOST_MARKUP_CHARACTERS = 100_000
MOST_TITLE_CHARACTERS = 80


def tidy_words(*, words: str, field: str = "body", most: int = MOST_CHARACTERS) -> str:
    """Return the words without space around them and with plain line ends.

    Raises ValidationError under `field` when there are more than `most` characters or
    characters that no database keeps.
    """
    tidy = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "\x00" in tidy:
        raise ValidationError({field: _("The text holds characters that cannot be kept.")})
    if len(tidy) > most:
        message = _("The text has %(count)d characters. Please keep to %(most)d or split it.")
        raise ValidationError({field: message % {"count": len(tidy), "most": most}})
    return tidy


def tidy_body(*, body: str) -> str:
    """Return the tidy body of a comment or reply; an empty one is refused."""
    tidy = tidy_words(words=body)
    if not tidy:
        raise ValidationError({"body": _("Write something first.")})
    return tidy


def tidy_markup(*, markup: str, field: str = "body") -> str:
    """Return rich text with nothing but what may be shown.

    Raises ValidationError under `field` when it says more than `MOST_POST_CHARACTERS`, or
    is too large to be looked at.
    """
    message = _("The text has %(count)d characters. Please keep to %(most)d or split it.")
    if len(markup) > MOST_MARKUP_CHARACTERS:
        values = {"count": len(markup), "most": MOST_POST_CHARACTERS}
        raise ValidationError({field: message % values})
    tidy = clean(markup)
    if (count := len(to_plain(tidy))) > MOST_POST_CHARACTERS:
        raise ValidationError({field: message % {"count": count, "most": MOST_POST_CHARACTERS}})
    return tidy


def tidy_title(*, title: str) -> str:
    """Return the title of a topic on one line; an empty one is refused."""
    tidy = tidy_words(words=" ".join(title.split()), field="title", most=MOST_TITLE_CHARACTERS)
    if not tidy:
        raise ValidationError({"title": _("Give the topic a title.")})
    return tidy
