"""Topics stand beside the rooms of the library, for who reads them."""

from django.utils.translation import gettext_lazy as _

from moke.search.rooms import register_room
from research.domain.queries.topic import topics_holding
from research.models import Topic

register_room(
    name="topics",
    label=_("Topics"),
    url_name="research:topics",
    model=Topic,
    find=topics_holding,
    is_open_to=lambda person: person.has_perm("research.read_topics"),
    place=4,
)
