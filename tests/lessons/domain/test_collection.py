import datetime

import pytest
from django.utils import timezone

from lessons.domain.collection import note_placements, publish_what_is_due
from lessons.enums import Visibility
from lessons.models import CollectionPage, Placement
from tests.factories.lessons import (
    CollectionPageFactory,
    LessonPageFactory,
    ResourceFactory,
    section_of,
)

pytestmark = pytest.mark.django_db


def lesson(**kwargs):
    return LessonPageFactory(visibility=Visibility.PUBLIC, **kwargs)


def placed(collection):
    return [p.lesson or p.resource for p in collection.placements.all()]


def test_publishing_notes_what_stands_in_a_collection_in_order():
    first, second, file = lesson(), lesson(), ResourceFactory()
    collection = CollectionPageFactory(
        sections=[section_of([second], [file]), section_of([first], title="第二组")]
    )
    assert placed(collection) == [second, file, first]


def test_drafts_are_not_noted_before_they_are_published():
    first, second = lesson(), lesson()
    collection = CollectionPageFactory(lessons=[first])
    collection.sections = [section_of([second])]
    revision = collection.save_revision()
    assert placed(collection) == [first]
    revision.publish()
    assert placed(collection) == [second]


def test_what_stands_twice_counts_once_and_what_is_gone_not_at_all():
    here, gone = lesson(), lesson()
    collection = CollectionPageFactory(lessons=[gone, here, here])
    gone.delete()
    assert placed(collection) == [here]
    note_placements(collection=collection)
    assert placed(collection) == [here]


def test_collection_is_published_and_taken_down_when_its_time_comes():
    hour = datetime.timedelta(hours=1)
    now = timezone.now()
    coming = CollectionPageFactory(lessons=[lesson()], live=False)
    coming.go_live_at = now + hour
    coming.save_revision().publish()
    going = CollectionPageFactory(lessons=[lesson()])
    assert not CollectionPage.objects.get(pk=coming.pk).live

    publish_what_is_due()
    live = CollectionPage.objects.live()
    assert set(live) == {going}

    revision = CollectionPage.objects.get(pk=coming.pk).scheduled_revision
    revision.approved_go_live_at = now - hour
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    CollectionPage.objects.filter(pk=going.pk).update(expire_at=now - hour)
    publish_what_is_due()
    publish_what_is_due()
    assert set(live.all()) == {coming}
    assert Placement.objects.filter(collection=coming).count() == 1


def test_a_schedule_in_the_past_publishes_at_once():
    collection = CollectionPageFactory(lessons=[lesson()], live=False)
    collection.go_live_at = timezone.now() - datetime.timedelta(days=1)
    collection.save_revision().publish()
    assert CollectionPage.objects.get(pk=collection.pk).live
