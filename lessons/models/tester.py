import rules
from wagtail.models import PagePermissionTester


class LessonPermissionTester(PagePermissionTester):
    """What Wagtail may let a person do with a lesson: `lessons.rules` decides, no page group.

    The author writes the plan and publishes it. Removing, moving, copying or hiding a lesson
    are no actions of Wagtail here, for nobody: takes and recordings hang on it.
    """

    def __init__(self, user, page):
        super().__init__(user, page)
        self.permissions = set()

    def can_edit(self):
        return self.user.is_active and rules.has_perm("lessons.edit_lesson", self.user, self.page)

    def can_publish(self):
        return self.can_edit()

    def can_view_revisions(self):
        return self.can_edit()

    def can_unschedule(self):
        return self.can_edit()

    def _refuse(self, *args, **kwargs):
        return False

    can_add_subpage = can_publish_subpage = can_reorder_children = _refuse
    can_delete = can_unpublish = can_move = can_move_to = can_copy = can_copy_to = _refuse
    can_lock = can_unlock = can_set_view_restrictions = can_submit_for_moderation = _refuse
