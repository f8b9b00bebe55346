from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonsConfig(AppConfig):
    """Lesson pages, plans, takes, homework, libraries and students' pages."""

    name = "lessons"
    verbose_name = _("Lessons")

    def ready(self):
        import_module("lessons.library_rules")
        import_module("lessons.signals")
