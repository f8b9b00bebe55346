from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.users.views.bulk_actions import AssignRoleBulkAction

from moke.accounts.domain.membership import add_membership
from moke.accounts.forms.membership import RoleForm
from moke.accounts.models import User


class GiveRoleBulkAction(AssignRoleBulkAction):
    """Give several people a role. Takes the place of Wagtail's action that fills groups."""

    display_name = _("Give a role")
    aria_label = _("Give the chosen people a role")
    template_name = "accounts/admin/give_role.html"
    form_class = RoleForm

    def check_perm(self, obj: User) -> bool:
        return obj != self.request.user and self.request.user.has_perm("accounts.add_membership")

    def get_execution_context(self) -> dict:
        return {"place": self.cleaned_form.cleaned_data}

    @classmethod
    def execute_action(cls, objects: list[User], place: dict, **kwargs) -> tuple[int, int]:
        for person in objects:
            add_membership(person=person, **place)
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(count)d person has the role now.",
            "%(count)d people have the role now.",
            num_parent_objects,
        ) % {"count": num_parent_objects}
