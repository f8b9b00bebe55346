"""Observation forms in Wagtail's admin, for curators."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from moke.accounts.enums import Role
from moke.accounts.models import User
from research.models import ObservationForm


class CuratorsPolicy(BasePermissionPolicy):
    """Curators write the district's forms, and nobody else."""

    def user_has_permission(self, user, action):
        return user.has_perm("research.write_forms")

    def user_has_any_permission(self, user, actions):
        return user.has_perm("research.write_forms")

    def users_with_any_permission(self, actions):
        return User.objects.filter(is_active=True, memberships__role=Role.CURATOR).distinct()


class ObservationFormViewSet(ModelViewSet):
    model = ObservationForm
    icon = "list-ul"
    menu_label = _("Observation forms")
    menu_name = "observation-forms"
    menu_order = 110
    add_to_admin_menu = True
    list_display = [
        TitleColumn(
            "name",
            label=_("Observation form"),
            sort_key="name",
            url_name="observation_forms:edit",
        ),
        Column("get_language_display", label=_("Language"), sort_key="language"),
        Column("purpose", label=_("What it is for")),
        BooleanColumn("is_offered", label=_("Is offered"), sort_key="is_offered"),
    ]
    list_filter = ["language", "is_offered"]
    ordering = ["language", "name"]
    inspect_view_enabled = False
    copy_view_enabled = True
