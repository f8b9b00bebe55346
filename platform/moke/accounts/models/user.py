import rules
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from moke.accounts.enums import TEACHING_ROLES, Role

GUEST_MARK = "guest:"
"""Begins the user names of guests; the names of people who sign in hold no colon."""


class User(AbstractUser):  # type: ignore[django-manager-missing]  # of Wagtail models
    """A person who signs in. What they may do follows from their memberships."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=60)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        blank=True,
    )

    REQUIRED_FIELDS = ["name"]

    guest_take_id: int | None = None
    """The one take that is open to a guest, in a session that their link began."""

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self):
        return self.name or self.username

    def save(self, *args, **kwargs):
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    def has_perm(self, perm, obj=None):
        """What `rules` decides it decides for superusers too; the rest is Django's."""
        if rules.perm_exists(perm):
            return rules.has_perm(perm, self, obj)
        return super().has_perm(perm, obj)

    @cached_property
    def standing(self):
        """This person's memberships with their schools, fetched once a request."""
        return list(self.memberships.select_related("school"))

    def schools_as(self, *roles):
        """Ids of the schools where the person holds one of the roles."""
        return {m.school_id for m in self.standing if m.role in roles and m.school_id}

    @property
    def is_guest(self):
        """Whether this stands for somebody from outside, who comes in by a link alone."""
        return self.username.startswith(GUEST_MARK)

    @property
    def is_teacher(self):
        return any(m.role in TEACHING_ROLES for m in self.standing)

    @property
    def is_student(self):
        return not self.is_teacher and any(m.role == Role.STUDENT for m in self.standing)

    @property
    def is_curator(self):
        return any(m.role == Role.CURATOR for m in self.standing)

    @property
    def runs_something(self):
        """Whether the person looks after a school, the district or the site itself."""
        roles = {m.role for m in self.standing}
        return self.is_superuser or bool(roles & {Role.SCHOOL_ADMIN, Role.CURATOR})

    @property
    def subjects(self):
        """Codes of the subjects that the person teaches, in the order of their memberships."""
        return list(dict.fromkeys(code for m in self.standing for code in m.subjects))
