"""Lessons that are observed in the room, with seats and marks."""

import datetime
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from research.enums import CommentKind
from research.models import LiveLesson, LiveMark, LiveSeat
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import TakeFactory


class LiveLessonFactory(DjangoModelFactory):
    """A lesson that was observed in the room half an hour ago; `running=True` still is."""

    class Meta:
        model = LiveLesson

    class Params:
        running = factory.Trait(ended_at=None, code=factory.Sequence(lambda n: f"{n:06}"))

    take = factory.SubFactory(TakeFactory)
    started_by = factory.SelfAttribute("take.lesson.author")
    started_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(minutes=30))
    ended_at = factory.LazyFunction(timezone.now)


class LiveSeatFactory(DjangoModelFactory):
    """A colleague in the room."""

    class Meta:
        model = LiveSeat

    live = factory.SubFactory(LiveLessonFactory)
    person = factory.LazyFunction(lambda: MembershipFactory().person)


class LiveMarkFactory(DjangoModelFactory):
    """A mark, ten seconds after the lesson began unless `at_s` says otherwise."""

    class Meta:
        model = LiveMark

    class Params:
        at_s = 10

    live = factory.SubFactory(LiveLessonFactory)
    author = factory.LazyFunction(lambda: MembershipFactory().person)
    token = factory.LazyFunction(uuid.uuid4)
    kind = CommentKind.HIGHLIGHT
    at = factory.LazyAttribute(
        lambda mark: mark.live.started_at + datetime.timedelta(seconds=mark.at_s)
    )
