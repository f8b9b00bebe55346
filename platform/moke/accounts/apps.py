from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """People, schools, memberships, roles, sign-in."""

    name = "moke.accounts"
    verbose_name = _("People")
    default = True

    def ready(self):
        import_module("moke.accounts.signals")


class WagtailPeopleConfig(WagtailUsersAppConfig):
    """Wagtail's users, shown as our people."""

    user_viewset = "moke.accounts.views.admin.person.PersonViewSet"
