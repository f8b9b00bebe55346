"""Addresses. Apps are named by strings alone: imports run towards `moke`, never away."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("accounts/", include("moke.accounts.sign_in_urls")),
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", include("wagtail.admin.urls")),
    path("", include("moke.accounts.urls")),
    path("", include("moke.media.urls")),
    path("", include("lessons.urls")),
    path("", include("research.urls")),
    path("", include("research.site_urls")),
]
