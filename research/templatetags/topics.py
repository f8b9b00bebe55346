"""What templates say of topics and of those who speak in them."""

from django import template

from moke.accounts.models import User
from research.domain.queries.topic import say_audience, say_person
from research.models import Topic

register = template.Library()


@register.filter
def audience(topic: Topic) -> str:
    """Whom a topic is for; nothing when it is for all."""
    return say_audience(topic)


@register.filter
def whereabouts(person: User) -> str:
    """At which school somebody teaches what."""
    return say_person(person)
