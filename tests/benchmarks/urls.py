"""The product's addresses, and those of what its pages are measured against."""

from django.urls import include, path

from moke.urls import urlpatterns as product
from tests.benchmarks import floors

urlpatterns = [
    path("floor/list/", floors.bare_list),
    path("floor/page/<int:pk>/", floors.bare_page),
    path("kept/list/", floors.bare_list),
    path("kept/page/<int:pk>/", floors.bare_page),
    path("plain/", include("wagtail.urls")),
    *product,
]
