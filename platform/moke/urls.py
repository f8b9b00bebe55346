"""Addresses. Apps are named by strings alone: imports run towards `moke`, never away."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("admin/", include("wagtail.admin.urls")),
    path("", include("moke.accounts.urls")),
    path("", include("moke.media.urls")),
    path("", include("lessons.urls")),
    path("", include("research.urls")),
    path("", include("research.site_urls")),
]
