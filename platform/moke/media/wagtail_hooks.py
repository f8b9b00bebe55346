"""The page for those who run the site, in Wagtail's admin."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from moke.media.views.admin import workload


class ProcessingMenuItem(MenuItem):
    """For those who look after the processing of recordings."""

    def is_shown(self, request):
        return request.user.has_perm("media.oversee_processing")


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
