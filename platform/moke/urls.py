"""Addresses. Apps are named by strings alone: imports run towards `moke`, never away."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

urlpatterns = [
    path("accounts/", include("moke.accounts.sign_in_urls")),
    path("admin/account/", RedirectView.as_view(pattern_name="accounts:profile")),
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # This report of Wagtail's names the page edited last, whoever asks.
    re_path("^admin/reports/page-types-usage/", RedirectView.as_view(pattern_name="home")),
    # Lessons go up to the district on the site's own pages: Wagtail's reports would name who
    # submitted what, and its editors could take the steps apart.
    re_path("^admin/reports/workflow", RedirectView.as_view(pattern_name="home")),
    re_path("^admin/workflows/", RedirectView.as_view(pattern_name="home")),
    # Wagtail's bulk actions name the pages that they refuse to touch.
    re_path("^admin/bulk/wagtailcore/page/", RedirectView.as_view(pattern_name="home")),
    path("admin/", include("wagtail.admin.urls")),
    path("", include("moke.accounts.urls")),
    path("", include("moke.media.urls")),
    path("", include("lessons.urls")),
    path("", include("research.urls")),
    path("", include("research.site_urls")),
]
