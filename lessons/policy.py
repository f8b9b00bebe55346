"""Which pages Wagtail's listings, searches, choosers and reports may show to whom."""

from django.db.models import Q
from wagtail.permission_policies.pages import PagePermissionPolicy

from lessons.models import CollectionPage, LessonPage, LibraryPage
from moke.accounts.enums import Role

WRITING = {"change", "publish"}
ADDING = {"add", "publish"}
ARRANGING = {"change", "publish", "delete"}


class LessonPolicy(PagePermissionPolicy):
    """Lessons appear in Wagtail to their author alone, collections to curators alone.

    Other pages are as Wagtail's groups say. Nobody becomes more by being a superuser, and
    nobody needs page permissions to write.
    """

    def user_has_any_permission(self, user, actions):
        if super().user_has_any_permission(user, actions):
            return True
        if not user.is_authenticated:
            return False
        actions = set(actions)
        return (user.is_teacher and not WRITING.isdisjoint(actions)) or (
            user.is_curator and not (ADDING | ARRANGING).isdisjoint(actions)
        )

    def user_has_any_permission_for_instance(self, user, actions, instance):
        page, actions = instance.specific_deferred, set(actions)
        if isinstance(page, LessonPage):
            return self._is_own(user, instance) and not WRITING.isdisjoint(actions)
        if isinstance(page, CollectionPage):
            return self._arranges(user) and not ARRANGING.isdisjoint(actions)
        if isinstance(page, LibraryPage) and self._arranges(user):
            return page.school_id is None and not ADDING.isdisjoint(actions)
        return super().user_has_any_permission_for_instance(user, actions, instance)

    def instances_user_has_any_permission_for(self, user, actions):
        actions = set(actions)
        others = super().instances_user_has_any_permission_for(user, actions)
        allowed = Q(pk__in=[])
        if not WRITING.isdisjoint(actions):
            allowed |= self._own(user)
        if self._arranges(user):
            if not ARRANGING.isdisjoint(actions):
                allowed |= self._collections()
            if not ADDING.isdisjoint(actions):
                allowed |= self._district_library()
        return self._without_ours(others) | self.model._default_manager.filter(allowed)

    def explorable_instances(self, user):
        explorable = self._without_ours(super().explorable_instances(user))
        allowed = self._own(user)
        if self._arranges(user):
            allowed |= self._collections() | self._district_library() | self._home()
        return explorable | self.model._default_manager.filter(allowed)

    def explorable_root_instance(self, user):
        """The explorer fails on whoever has no page yet; its listing shows them no lesson."""
        return super().explorable_root_instance(user) or self.model.get_first_root_node()

    def users_with_any_permission_for_instance(self, actions, instance, include_superusers=True):
        found = super().users_with_any_permission_for_instance(
            actions, instance, include_superusers
        )
        people = found.model._default_manager.filter(is_active=True)
        if isinstance(instance.specific_deferred, LessonPage):
            return people.filter(pk=instance.owner_id)
        if isinstance(instance.specific_deferred, CollectionPage):
            return people.filter(memberships__role=Role.CURATOR).distinct()
        return found

    def _is_own(self, user, page):
        return user.is_active and page.owner_id == user.pk

    def _arranges(self, user):
        return user.is_active and user.is_authenticated and user.is_curator

    def _own(self, user):
        return self._of_type("lessonpage") & Q(owner=user.pk)

    def _without_ours(self, pages):
        return pages.exclude(self._of_type("lessonpage") | self._collections())

    def _collections(self):
        return self._of_type("collectionpage")

    def _district_library(self):
        return Q(pk__in=LibraryPage.objects.filter(school=None).values("pk"))

    def _home(self):
        return self._of_type("homepage")

    def _of_type(self, name):
        return Q(content_type__app_label="lessons", content_type__model=name)
