"""modelsearch has no hook for grams: what we put in place of its parts must go on being theirs."""

import inspect
from importlib.metadata import version

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from modelsearch.backends.base import BaseIndex, BaseSearchBackend
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from lessons.models import LessonPage
from moke.search.backend import engine
from moke.search.compiler import GramCompiler
from moke.search.index import GramIndex, ensure_index
from moke.search.models import IndexedText
from moke.search.query import matching
from tests.factories.lessons import LessonPageFactory
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db

KNOWN = "1.3.2"
"""Read anew what we override before another version is let in: compiler, index, backend."""


def test_modelsearch_is_the_version_that_was_read():
    assert version("modelsearch") == KNOWN


def test_our_parts_take_the_place_of_parts_that_are_there():
    backend = get_search_backend()
    assert isinstance(backend, engine().SearchBackend)
    assert isinstance(backend, BaseSearchBackend)
    for kind in (backend.query_compiler_class, backend.autocomplete_query_compiler_class):
        assert kind.search is GramCompiler.search
        theirs = next(c for c in kind.__mro__[2:] if "search" in vars(c) and c is not GramCompiler)
        parameters = set(inspect.signature(theirs.search).parameters)
        assert {"config", "start", "stop", "score_field"} <= parameters
    index = backend.get_index_for_model(LessonPage)
    assert isinstance(index, BaseIndex)
    for name in ("add_items", "delete_item", "reset", "_refresh_title_norms"):
        assert getattr(type(index), name) is getattr(GramIndex, name)
        assert any(name in vars(theirs) for theirs in type(index).__mro__[2:]), name


def test_an_entry_goes_with_its_texts_and_grams():
    lesson = LessonPageFactory(title="树和喜鹊")
    index_everything()
    assert IndexedText.objects.count() == IndexEntry.objects.count() > 0
    lesson.delete()
    assert not IndexedText.objects.filter(title="树和喜鹊").exists()
    assert IndexedText.objects.count() == IndexEntry.objects.count()
    if connection.vendor == "sqlite":
        assert count_grams() == IndexEntry.objects.count()
    get_search_backend().reset_indexes()
    assert IndexedText.objects.count() == IndexEntry.objects.count() == 0
    if connection.vendor == "sqlite":
        assert count_grams() == 0


def count_grams():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM moke_search_grams")
        return cursor.fetchone()[0]


def test_the_index_is_rebuilt_by_wagtails_command():
    lesson = LessonPageFactory(title="树和喜鹊")
    stale = LessonPageFactory(title="旧题目")
    index_everything()
    LessonPage.objects.filter(pk=stale.pk).update(title="新题目")
    IndexEntry.objects.filter(object_id=str(lesson.pk)).delete()
    call_command("update_index", verbosity=0)
    for words, pk in (("喜鹊", lesson.pk), ("新题目", stale.pk)):
        assert [found.pk for found in matching(LessonPage.objects.all(), words)] == [pk]
    assert not matching(LessonPage.objects.all(), "旧题目").exists()


def test_the_index_is_built_once_where_there_is_none():
    LessonPageFactory(title="树和喜鹊")
    ensure_index()
    assert matching(LessonPage.objects.all(), "喜鹊").exists()
    LessonPageFactory(title="乌鸦喝水")
    ensure_index()
    assert not matching(LessonPage.objects.all(), "乌鸦").exists()


def test_other_databases_are_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(connection, "vendor", "oracle")
    with pytest.raises(ImproperlyConfigured, match="SQLite and PostgreSQL, not on oracle"):
        engine()
