"""Effort follows the audience: what many will watch is encoded better, in idle time."""

from lessons.enums import Visibility
from lessons.models import LessonPage
from moke.media.domain.refinement import ask_for_refinement
from moke.media.models import Recording


def serve_many(*, lesson: LessonPage) -> None:
    """Have the recordings of a lesson encoded for many, if it is selected or open to everyone."""
    if lesson.selected_at or lesson.visibility == Visibility.PUBLIC:
        ask_for_refinement(recordings=Recording.objects.filter(take__in=lesson.takes.kept()))
