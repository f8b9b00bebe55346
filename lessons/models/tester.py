import rules
from wagtail.models import PagePermissionTester


class ClosedPermissionTester(PagePermissionTester):
    """No action of Wagtail, for nobody: subclasses open what `lessons.rules` allow.

    Page groups and superusers count for nothing here. Removing, moving, copying or hiding
    are none of Wagtail's business where takes, recordings and other people's work hang on.
    """

    def __init__(self, user, page):
        super().__init__(user, page)
        self.permissions = set()

    def allows(self, permission, thing=None):
        return self.user.is_active and rules.has_perm(permission, self.user, thing)

    def _refuse(self, *args, **kwargs):
        return False

    can_edit = can_publish = can_unpublish = can_view_revisions = can_unschedule = _refuse
    can_add_subpage = can_publish_subpage = can_reorder_children = _refuse
    can_delete = can_move = can_move_to = can_copy = can_copy_to = _refuse
    can_lock = can_unlock = can_set_view_restrictions = can_submit_for_moderation = _refuse


class LessonPermissionTester(ClosedPermissionTester):
    """The author writes the plan of a lesson and publishes it."""

    def can_edit(self):
        return self.allows("lessons.edit_lesson", self.page)

    can_publish = can_view_revisions = can_unschedule = can_edit


class CollectionPermissionTester(ClosedPermissionTester):
    """Curators arrange collections, each curator every one of them."""

    def can_edit(self):
        return self.allows("lessons.arrange_collection")

    can_publish = can_view_revisions = can_unschedule = can_edit

    def can_delete(self, ignore_bulk=False):
        return self.can_edit()

    def can_unpublish(self):
        return self.page.live and self.can_edit()


class LibraryPermissionTester(ClosedPermissionTester):
    """Curators add collections to the district's library; libraries themselves stay."""

    def can_add_subpage(self):
        return self.page.specific.school_id is None and self.allows("lessons.arrange_collection")

    can_publish_subpage = can_add_subpage
