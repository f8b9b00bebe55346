from django.db import models
from django.db.models import Exists, F, OuterRef, Q, StringAgg, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from research.enums import ACCEPTED, WANTS_VERDICT
from research.models.assent import Assent
from research.models.round import blind_takes
from research.models.visit import Visit

ONE_A_LINE = Value("\n")


def names_of(related, of):
    """Return, as a subquery, the names of the `person` of each row related to `of`, one a line."""
    name = Coalesce(NullIf(F("person__name"), Value("")), F("person__username"))
    rows = related.filter(**{of: OuterRef("pk")}).order_by().values(of)
    return Subquery(rows.values(names=StringAgg(name, ONE_A_LINE)))


def seen_by(person, take):
    """Return, as a subquery, the change up to which the person has seen the take's room.

    It is empty for who was not there yet.
    """
    return Subquery(Visit.objects.filter(person=person, take=take).values("change"))


class CommentQuerySet(models.QuerySet):
    """Comments, filtered by adjectives."""

    def visible_to(self, person):
        """What colleagues share, unless a round is blind to the person, and the person's own."""
        return self.unhidden(person).filter(Q(private=False) | Q(author=person))

    def unhidden(self, person):
        """All but what others wrote in rounds that are blind to the person.

        To guests, of the one take that is open to them.
        """
        open_to_them = self.filter(take=person.guest_take_id) if person.is_guest else self
        return open_to_them.filter(Q(author=person) | ~Q(take__in=blind_takes(person)))

    def shared(self):
        """Said to colleagues and not taken back."""
        return self.filter(private=False, deleted_at=None)

    def wanting_verdict(self):
        """Shared ones of the kinds that ask the author for a word."""
        return self.shared().filter(kind__in=WANTS_VERDICT)

    def unread_by(self, person):
        """Said by others since the person last left the room of the take."""
        seen = Coalesce(seen_by(person, OuterRef("take")), 0)
        return self.exclude(author=person).filter(said_change__gt=seen)

    def with_assents(self, person):
        """Comments with the names of who agrees, `agreed_by`, and whether the person `agrees`."""
        own = Assent.objects.filter(comment=OuterRef("pk"), person=person)
        return self.annotate(agreed_by=names_of(Assent.objects, "comment"), agrees=Exists(own))

    def open(self):
        """Without a verdict, or taken up and not yet answered in a later take."""
        taken_up = Q(verdict__choice__in=ACCEPTED, answer=None)
        return self.wanting_verdict().filter(Q(verdict=None) | taken_up)


class TopicQuerySet(models.QuerySet):
    """Topics, filtered by adjectives."""

    def for_subject(self, subject):
        """For teachers of the subject: it is named, or none is."""
        named = self._having(audience__subject__gt="")
        return self.filter(Q(pk__in=self._having(audience__subject=subject)) | ~Q(pk__in=named))

    def for_grade(self, grade):
        """For teachers of the grade: it is named, or none is."""
        named = self._having(audience__grade__gt=0)
        return self.filter(Q(pk__in=self._having(audience__grade=grade)) | ~Q(pk__in=named))

    def with_words_of(self, person):
        """Opened or answered by the person."""
        spoken = self._having(posts__author=person, posts__deleted_at=None)
        return self.filter(Q(opened_by=person) | Q(pk__in=spoken))

    def _having(self, **wanted):
        return self.model._base_manager.filter(**wanted).values("pk")


class ObservationFormQuerySet(models.QuerySet):
    """Observation forms, filtered by adjectives."""

    def offered(self):
        """To be chosen by authors and observers."""
        return self.filter(is_offered=True)
