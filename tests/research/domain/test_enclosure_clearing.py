from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from research.domain.enclosure_clearing import clear_enclosures
from research.models import Enclosure
from tests.enclosed import enclosed_picture
from tests.factories.research import CommentFactory

pytestmark = pytest.mark.django_db


def test_files_of_comments_that_are_gone_are_cleared_after_a_day():
    kept = CommentFactory(enclosed=enclosed_picture()).enclosures.get()
    lost = CommentFactory(enclosed=enclosed_picture())
    gone = lost.enclosures.get()
    storage = gone.file.storage
    lost.take.comments.all().delete()
    clear_enclosures()
    assert storage.exists(gone.file.name) is True
    clear_enclosures(at=timezone.now() + timedelta(days=2))
    names = [one.name for found in (gone, kept) for one in (found.file, found.small)]
    assert [storage.exists(name) for name in names] == [False, False, True, True]


def test_nothing_is_cleared_where_nothing_was_kept(settings, tmp_path):
    storages = settings.STORAGES
    settings.STORAGES = storages | {
        "default": storages["default"] | {"OPTIONS": {"location": tmp_path}}
    }
    assert (clear_enclosures(), Enclosure.objects.count()) == (0, 0)
    Enclosure._meta.get_field("file").storage.save("enclosures/lost.jpg", ContentFile(b"x"))
    assert clear_enclosures(at=timezone.now() + timedelta(days=2)) == 1
