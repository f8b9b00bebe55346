"""The rooms of the library that lessons keep."""

from django.utils.translation import gettext_lazy as _

from lessons.domain.queries.collection import collections_holding
from lessons.domain.queries.library import lessons_holding
from lessons.domain.queries.resource import resources_holding
from lessons.models import CollectionPage, LessonPage, Resource
from moke.search.rooms import register_room

register_room(
    name="lessons",
    label=_("Lessons"),
    url_name="lessons:library",
    model=LessonPage,
    find=lessons_holding,
    place=1,
)
register_room(
    name="collections",
    label=_("Collections"),
    url_name="lessons:collections",
    model=CollectionPage,
    find=collections_holding,
    place=2,
)
register_room(
    name="files",
    label=_("Files"),
    url_name="lessons:resources",
    model=Resource,
    find=resources_holding,
    place=3,
)
