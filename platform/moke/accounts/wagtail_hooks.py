from wagtail import hooks
from wagtail.permissions import register_permission_policy

from moke.accounts.models import TeachingGroup
from moke.accounts.views.admin.district import DistrictViewSetGroup
from moke.accounts.views.admin.role import GiveRoleBulkAction
from moke.accounts.views.admin.teaching_group import GroupsPolicy, TeachingGroupViewSet

AFTER_WAGTAILS = 1000

register_permission_policy(TeachingGroup, GroupsPolicy(TeachingGroup))

hooks.register("register_bulk_action", GiveRoleBulkAction, order=AFTER_WAGTAILS)


@hooks.register("register_admin_viewset")
def district():
    return DistrictViewSetGroup()


@hooks.register("register_admin_viewset")
def teaching_groups():
    return TeachingGroupViewSet("groups_of_teachers")


@hooks.register("construct_homepage_summary_items", order=AFTER_WAGTAILS)
def count_nothing(request, summary_items):
    """The numbers of all pages and files tell teachers nothing, and break for who has none."""
    summary_items.clear()
