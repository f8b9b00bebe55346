"""What the record on paper asks."""

from django import template

from research.domain.record_paper import Place

register = template.Library()


@register.filter
def still(place: Place) -> str:
    """Return the address of a place's still, as `research.domain.record_pdf` reads it."""
    return f"still:{place.take}-{place.at_ms}"
