"""The pages about recordings as a whole, in Wagtail's admin."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from moke.media.views.admin import workload


class ProcessingMenuItem(MenuItem):
    """For those who look after the processing of recordings."""

    def is_shown(self, request):
        return request.user.has_perm("media.oversee_processing")


class PolicyMenuItem(MenuItem):
    """For those who decide for the district."""

    def is_shown(self, request):
        return request.user.has_perm("media.change_recordingpolicy")


@hooks.register("register_admin_urls")
def processing_addresses():
    return [
        path("processing/", workload.processing, name="processing"),
        path("processing/<uuid:key>/<slug:deed>/", workload.processing_do, name="processing_do"),
    ]


@hooks.register("register_admin_menu_item")
def way_to_the_processing():
    return ProcessingMenuItem(
        _("Processing of recordings"),
        reverse_lazy("processing"),
        name="processing",
        icon_name="media",
        order=510,
    )


@hooks.register("register_admin_menu_item")
def way_to_the_rules_for_recordings():
    return PolicyMenuItem(
        _("Rules for recordings"),
        reverse_lazy("wagtailsettings:edit", args=["media", "recordingpolicy"]),
        name="recording-rules",
        icon_name="media",
        order=125,
    )
