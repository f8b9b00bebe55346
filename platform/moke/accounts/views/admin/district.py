"""Schools, memberships and teaching-research groups in Wagtail's admin.

Schools and memberships are for operators, by Django's model permissions.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from moke.accounts.domain.membership import end_membership
from moke.accounts.enums import Role
from moke.accounts.forms.membership import MembershipForm, SubjectsForm
from moke.accounts.forms.teaching_group import TeachingGroupForm
from moke.accounts.models import Membership, School, TeachingGroup, User


class SchoolViewSet(ModelViewSet):
    model = School
    icon = "home"
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    search_backend_name = None
    form_fields = ["name", "code"]

    def get_form_fields(self) -> list[str]:
        return self.form_fields

    def get_form_class(self, for_update: bool = False) -> type:
        """A school keeps its code: groups are named after it."""
        form = super().get_form_class(for_update)
        if for_update:
            form.base_fields["code"].disabled = True
        return form


class MembershipIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Membership]:
        return super().get_base_queryset().select_related("person", "school")


class MembershipDeleteView(generic.DeleteView):
    def delete_action(self) -> None:
        end_membership(membership=self.object)


class MembershipViewSet(ModelViewSet):
    model = Membership
    icon = "group"
    add_to_reference_index = False
    list_display = [
        "person",
        "school",
        Column("get_role_display", label=_("Role")),
        Column("get_grade_display", label=_("Grade")),
    ]
    list_filter = ["school", "role", "grade"]
    search_fields = ["person__name", "person__username", "school__name"]
    search_backend_name = None
    index_view_class = MembershipIndexView
    delete_view_class = MembershipDeleteView

    def get_form_class(self, for_update: bool = False) -> type:
        return SubjectsForm if for_update else MembershipForm


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
    add_to_reference_index = False
    list_display = ["name", "school", "lead"]
    list_filter = ["school"]
    search_fields = ["name", "school__name", "lead__name"]
    search_backend_name = None
    index_view_class = TeachingGroupIndexView

    def get_form_class(self, for_update: bool = False) -> type:
        return TeachingGroupForm


class DistrictViewSetGroup(ViewSetGroup):
    menu_label = _("Schools and roles")
    menu_icon = "group"
    menu_order = 500
    items = (
        SchoolViewSet("schools"),
        MembershipViewSet("memberships"),
        TeachingGroupViewSet("groups_of_teachers"),
    )
