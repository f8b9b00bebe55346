from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, schools, memberships, roles, sign-in."""

    name = "moke.accounts"
    verbose_name = _("People")
