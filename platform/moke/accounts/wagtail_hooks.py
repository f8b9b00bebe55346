from wagtail import hooks

from moke.accounts.views.admin.district import DistrictViewSetGroup
from moke.accounts.views.admin.person import NoRoleBulkAction

hooks.register("register_bulk_action", NoRoleBulkAction, order=1)


@hooks.register("register_admin_viewset")
def district():
    return DistrictViewSetGroup()
