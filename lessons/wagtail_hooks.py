"""What lessons change in Wagtail's admin."""

from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import AbstractPage
from wagtail.permissions import register_permission_policy

from lessons.models import LessonPage
from lessons.policy import LessonPolicy
from lessons.views.admin.chooser import lesson_chooser, resource_chooser
from lessons.views.admin.collection import CollectionPageViewSet, CollectionViewSet

register_permission_policy(AbstractPage, LessonPolicy("wagtailcore.Page"))


WAYS_BACK = ("site", "my-lessons", "submissions")
CURATORS_ITEMS = (
    "collections",
    "observation-forms",
    "tags",
    "recording-rules",
    "teaching-groups",
)
WORKFLOWS_ITEMS = {"workflows", "workflow-tasks"}
WORKFLOWS_PANELS = {"user_objects_in_workflow_moderation", "workflow_objects_to_moderate"}
WORKFLOWS_ACTIONS = {"action-cancel-workflow", "action-restart-workflow", "action-submit"}


class MyLessonsMenuItem(MenuItem):
    """For those who have lessons of their own."""

    def is_shown(self, request):
        return request.user.is_teacher


class SubmissionsMenuItem(MenuItem):
    """For those who decide what goes up to the district."""

    def is_shown(self, request):
        return request.user.has_perm("lessons.see_submissions")


@hooks.register("register_admin_viewset")
def curators_tools():
    return [
        CollectionViewSet("district_collections"),
        CollectionPageViewSet(),
        lesson_chooser,
        resource_chooser,
    ]


@hooks.register("construct_explorer_page_queryset")
def list_only_own_lessons(parent_page, pages, request):
    """The explorer lists children without asking the policy."""
    others = LessonPage.objects.exclude(owner=request.user.pk).values("pk")
    return pages.exclude(pk__in=others)


@hooks.register("construct_page_chooser_queryset")
def choose_only_own_lessons(pages, request):
    """The chooser lists children without asking the policy."""
    return list_only_own_lessons(None, pages, request)


@hooks.register("register_log_actions")
def name_lesson_actions(actions):
    """What the history of a lesson says about who may see it."""

    @actions.register_action("lessons.visibility")
    class VisibilityFormatter(LogFormatter):
        label = _("Change who may see it")
        message = _("Changed who may see the lesson")

    @actions.register_action("lessons.select")
    class SelectionFormatter(LogFormatter):
        label = _("Select for the district")
        message = _("Selected the lesson for the district")

    @actions.register_action("lessons.deselect")
    class DeselectionFormatter(LogFormatter):
        label = _("End the selection")
        message = _("The district does not see the lesson any more: its selection ended")

    @actions.register_action("lessons.delete_take")
    class TakeDeletionFormatter(LogFormatter):
        label = _("Delete a take")
        message = _("Deleted a take")

    @actions.register_action("lessons.restore_take")
    class TakeRestoringFormatter(LogFormatter):
        label = _("Restore a take")
        message = _("Restored a deleted take")

    @actions.register_action("lessons.erase_take")
    class TakeErasingFormatter(LogFormatter):
        label = _("Delete the files of a take for good")
        message = _("Deleted the files of a take for good")


@hooks.register("register_admin_menu_item")
def way_back_to_my_lessons():
    """The way out of the plan editor."""
    return MyLessonsMenuItem(
        _("My lessons"), reverse_lazy("lessons:mine"), name="my-lessons", icon_name="arrow-left"
    )


@hooks.register("register_admin_menu_item")
def way_to_what_waits():
    """School admins and curators decide on the site."""
    return SubmissionsMenuItem(
        _("To decide"),
        reverse_lazy("lessons:submissions"),
        name="submissions",
        icon_name="tasks",
    )


@hooks.register("register_admin_menu_item")
def way_back_to_the_site():
    """The way out for everybody. With a bare "/" Wagtail would take every page for this one."""
    home = format_lazy("{}#main", reverse_lazy("home"))
    return MenuItem(_("Back to the site"), home, name="site", icon_name="home", order=1)


@hooks.register("construct_main_menu")
def leave_only_the_ways_back(request, menu_items):
    """Teachers come to write a plan, curators to arrange; what runs the site is for others."""
    arranges = request.user.has_perm("lessons.arrange_collection")
    if not arranges:
        menu_items[:] = [item for item in menu_items if item.name not in CURATORS_ITEMS]
    if not request.user.is_superuser:
        kept = WAYS_BACK + CURATORS_ITEMS
        menu_items[:] = [item for item in menu_items if item.name in kept]


@hooks.register("construct_settings_menu")
def leave_out_the_editors_of_workflows(request, menu_items):
    """They are shut: lessons go up by the steps that the product has."""
    menu_items[:] = [item for item in menu_items if item.name not in WORKFLOWS_ITEMS]


@hooks.register("construct_homepage_panels")
def leave_out_what_is_decided_on_the_site(request, panels):
    """Wagtail's panels lead whoever decides to an editor that is shut to them."""
    panels[:] = [panel for panel in panels if panel.name not in WORKFLOWS_PANELS]


@hooks.register("construct_page_action_menu")
def offer_publishing_first(menu_items, request, context):
    """What is typed is kept by itself; the button that a teacher looks for shows it to others."""
    menu_items[:] = [item for item in menu_items if item.name not in WORKFLOWS_ACTIONS]
    menu_items.sort(key=lambda item: item.name != "action-publish")


@hooks.register("construct_reports_menu")
def leave_out_what_leads_nowhere(request, menu_items):
    """The report of page types is shut, since it names a page to whoever asks; those of
    workflows, since they would name who submitted what.
    """
    shut = WORKFLOWS_ITEMS | {"page-types-usage"}
    menu_items[:] = [item for item in menu_items if item.name not in shut]
