from django.db import models

from moke.accounts.enums import TEACHING_ROLES


class MembershipQuerySet(models.QuerySet):
    """Memberships, filtered by adjectives."""

    def teaching(self):
        """Those of people who teach or lead teaching: everyone but students."""
        return self.filter(role__in=TEACHING_ROLES)
