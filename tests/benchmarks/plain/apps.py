from django.apps import AppConfig


class PlainConfig(AppConfig):
    """A blog as Wagtail's own demo site makes it: what our pages are compared with."""

    name = "tests.benchmarks.plain"
    label = "plain"
    default_auto_field = "django.db.models.AutoField"
