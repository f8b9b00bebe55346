from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResearchConfig(AppConfig):
    """Comments, replies, verdicts and what they leave open: the review of lessons."""

    name = "research"
    verbose_name = _("Teaching research")
