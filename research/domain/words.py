"""What people write, tidied and held to its limits."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_CHARACTERS = 5_000
MOST_REASON_CHARACTERS = 500


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
