"""Teaching-research groups in Wagtail's admin, for curators and operators."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from moke.accounts.enums import Role
from moke.accounts.forms.teaching_group import TeachingGroupForm
from moke.accounts.models import TeachingGroup, User


class GroupsPolicy(BasePermissionPolicy):
    """Curators and operators arrange the teaching-research groups of the district."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return user.is_active and (user.is_superuser or user.is_curator)

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        return self.user_has_permission(user, "")

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        arranges = Q(is_superuser=True) | Q(memberships__role=Role.CURATOR)
        return User.objects.filter(arranges, is_active=True).distinct()


class TeachingGroupIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[TeachingGroup]:
        return super().get_base_queryset().select_related("school", "lead")


class TeachingGroupViewSet(ModelViewSet):
    model = TeachingGroup
    icon = "group"
    menu_label = _("Teaching-research groups")
    menu_name = "teaching-groups"
    menu_order = 120
    add_to_admin_menu = True
    add_to_reference_index = False
    list_display = ["name", "school", "lead"]
    list_filter = ["school"]
    search_fields = ["name", "school__name", "lead__name"]
    search_backend_name = None
    index_view_class = TeachingGroupIndexView

    def get_form_class(self, for_update: bool = False) -> type:
        return TeachingGroupForm
