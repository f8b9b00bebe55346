from django.db import models
from django.db.models import Q

from research.enums import ACCEPTED, WANTS_VERDICT


class CommentQuerySet(models.QuerySet):
    """Comments, filtered by adjectives."""

    def visible_to(self, person):
        """What colleagues share, and the person's own private notes."""
        return self.filter(Q(private=False) | Q(author=person))

    def shared(self):
        """Said to colleagues and not taken back."""
        return self.filter(private=False, deleted_at=None)

    def wanting_verdict(self):
        """Shared ones of the kinds that ask the author for a word."""
        return self.shared().filter(kind__in=WANTS_VERDICT)

    def open(self):
        """Without a verdict, or taken up and not yet answered in a later take."""
        taken_up = Q(verdict__choice__in=ACCEPTED, answer=None)
        return self.wanting_verdict().filter(Q(verdict=None) | taken_up)
