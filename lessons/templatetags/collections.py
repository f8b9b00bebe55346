from django import template

from lessons.domain.queries import collection as queries
from lessons.models import CollectionPage

register = template.Library()


@register.simple_tag(takes_context=True)
def view_collection(context, collection: CollectionPage) -> queries.CollectionView:
    """Return the collection as whoever previews it may see it."""
    return queries.view_collection(collection=collection, person=context["request"].user)
