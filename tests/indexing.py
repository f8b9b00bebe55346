"""The search index in tests: nothing works through the queue there unless it is asked to."""

from django.core.management import call_command


def index_everything() -> None:
    """Build the index anew, as `manage.py update_index` does."""
    call_command("update_index", verbosity=0)
