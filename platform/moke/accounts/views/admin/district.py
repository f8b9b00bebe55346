"""Schools and memberships in Wagtail's admin: for operators, by Django's model permissions."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from moke.accounts.domain.membership import end_membership
from moke.accounts.forms.membership import MembershipForm, SubjectsForm
from moke.accounts.models import Membership, School


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


class DistrictViewSetGroup(ViewSetGroup):
    menu_label = _("Schools and roles")
    menu_icon = "group"
    menu_order = 500
    items = (SchoolViewSet("schools"), MembershipViewSet("memberships"))
