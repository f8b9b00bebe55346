"""Addresses without a namespace: the front door."""

from django.urls import path

from research.views.today import today

urlpatterns = [
    path("", today, name="home"),
]
