"""The pictures of comments that go with a record on paper."""

from research.domain.record_paper import Paper, Pictures
from research.models import Enclosure


def pictures_of(paper: Paper) -> Pictures:
    """Return the paper's pictures, small; what is gone by now is left out. Raises `StoreAway`."""
    found = dict[str, bytes]()
    for enclosure in Enclosure.objects.filter(key__in=paper.pictures):
        try:
            with enclosure.small.open("rb") as file:
                found[str(enclosure.key)] = file.read()
        except FileNotFoundError:
            continue
    return found
