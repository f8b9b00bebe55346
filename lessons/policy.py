"""Which pages Wagtail's listings, searches, choosers and reports may show to whom."""

from django.db.models import Q
from wagtail.permission_policies.pages import PagePermissionPolicy

from lessons.models import LessonPage

WRITING = {"change", "publish"}


class LessonPolicy(PagePermissionPolicy):
    """Lessons appear in Wagtail to their author alone; other pages as Wagtail's groups say.

    Nobody becomes more by being a superuser, and nobody needs page permissions to write.
    """

    def user_has_any_permission(self, user, actions):
        if super().user_has_any_permission(user, actions):
            return True
        return user.is_authenticated and user.is_teacher and not WRITING.isdisjoint(actions)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if isinstance(instance.specific_deferred, LessonPage):
            return self._is_own(user, instance) and not WRITING.isdisjoint(actions)
        return super().user_has_any_permission_for_instance(user, actions, instance)

    def instances_user_has_any_permission_for(self, user, actions):
        others = super().instances_user_has_any_permission_for(user, actions)
        own = others.none() if WRITING.isdisjoint(actions) else self._own(user)
        return self._without_lessons(others) | own

    def explorable_instances(self, user):
        return self._without_lessons(super().explorable_instances(user)) | self._own(user)

    def explorable_root_instance(self, user):
        """The explorer fails on whoever has no page yet; its listing shows them no lesson."""
        return super().explorable_root_instance(user) or self.model.get_first_root_node()

    def users_with_any_permission_for_instance(self, actions, instance, include_superusers=True):
        found = super().users_with_any_permission_for_instance(
            actions, instance, include_superusers
        )
        if isinstance(instance.specific_deferred, LessonPage):
            return found.model._default_manager.filter(pk=instance.owner_id, is_active=True)
        return found

    def _is_own(self, user, page):
        return user.is_active and page.owner_id == user.pk

    def _own(self, user):
        return self.model._default_manager.filter(self._lessons(), owner=user.pk)

    def _without_lessons(self, pages):
        return pages.exclude(self._lessons())

    def _lessons(self):
        return Q(content_type__app_label="lessons", content_type__model="lessonpage")
