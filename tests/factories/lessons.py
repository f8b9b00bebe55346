"""Lessons and what belongs to them. Lessons go through the domain, so that they have a plan."""

import datetime

import factory
from django.core.files.base import ContentFile

from lessons.domain.lesson import prepare_lesson
from lessons.domain.library import ensure_district_library
from lessons.enums import AttachmentKind, Audience, ResourceKind, Visibility
from lessons.models import (
    Attachment,
    CollectionPage,
    HomeworkItem,
    Invitation,
    LessonPage,
    ReasonedAccess,
    Resource,
    Take,
)
from moke.accounts.enums import Role
from moke.curriculum.enums import Grade, Subject
from moke.media.enums import State
from moke.media.models import Recording
from tests.factories.accounts import MembershipFactory, SchoolFactory, UserFactory

TAUGHT_ON = datetime.date(2026, 9, 14)


class LessonPageFactory(factory.django.DjangoModelFactory):
    """A prepared lesson; `visibility` is set without asking who may."""

    class Meta:
        model = LessonPage

    author = factory.SubFactory(UserFactory)
    school = factory.SubFactory(SchoolFactory)
    title = factory.Sequence(lambda n: f"树和喜鹊 {n}")
    subject = Subject.CHINESE
    grade = Grade.G1
    visibility = Visibility.DRAFT

    @classmethod
    def _create(cls, model_class, *args, visibility=Visibility.DRAFT, **kwargs):
        lesson = prepare_lesson(**kwargs)
        if visibility != Visibility.DRAFT:
            LessonPage.objects.filter(pk=lesson.pk).update(visibility=visibility)
            lesson.visibility = visibility
        return lesson


class AttachmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attachment

    lesson = factory.SubFactory(LessonPageFactory)
    kind = AttachmentKind.COURSEWARE
    name = "课件.pdf"
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7\n%%EOF\n", name="courseware.pdf"))
    content_type = "application/pdf"
    size_bytes = 15
    added_by = factory.SelfAttribute("lesson.author")


class ResourceFactory(factory.django.DjangoModelFactory):
    """A PDF that a teacher shares with the school; `added_by` and `school` are not checked."""

    class Meta:
        model = Resource

    title = factory.Sequence(lambda n: f"识字小报 {n}")
    kind = ResourceKind.COURSEWARE
    subject = Subject.CHINESE
    grade = Grade.G1
    school = factory.SubFactory(SchoolFactory)
    name = factory.LazyAttribute(lambda resource: f"{resource.title}.pdf")
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7\n%%EOF\n", name="resource.pdf"))
    content_type = "application/pdf"
    size_bytes = 15
    added_by = factory.SubFactory(UserFactory)


class HomeworkItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HomeworkItem

    lesson = factory.SubFactory(LessonPageFactory)
    task = "朗读课文三遍。"
    sort_order = factory.Sequence(int)


class _RecordingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Recording


class TakeFactory(factory.django.DjangoModelFactory):
    """A take of a lesson with an empty recording of the lesson's author."""

    class Meta:
        model = Take

    lesson = factory.SubFactory(LessonPageFactory)
    number = factory.LazyAttribute(lambda take: take.lesson.takes.count() + 1)
    taught_on = TAUGHT_ON
    class_name = "一（2）班"
    change_note = factory.LazyAttribute(lambda take: "朗读放慢。" if take.number > 1 else "")
    plan = factory.LazyAttribute(lambda take: take.lesson.latest_revision)
    recording = factory.SubFactory(
        _RecordingFactory, owner=factory.SelfAttribute("..lesson.author")
    )


class InvitationFactory(factory.django.DjangoModelFactory):
    """A teacher of some other school is asked to watch."""

    class Meta:
        model = Invitation

    take = factory.SubFactory(TakeFactory)
    person = factory.LazyFunction(lambda: MembershipFactory(role=Role.TEACHER).person)
    invited_by = factory.SelfAttribute("take.lesson.author")


class ReasonedAccessFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReasonedAccess

    lesson = factory.SubFactory(LessonPageFactory)
    person = factory.SubFactory(UserFactory)
    reason = "A teacher asked for help with this lesson."


class RipeLessonFactory(LessonPageFactory):
    """A lesson that may be submitted: open to its school, with a plan and a recording."""

    visibility = Visibility.SCHOOL
    objectives = "能有感情地朗读课文。"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        lesson = super()._create(model_class, *args, **kwargs)
        take = TakeFactory(lesson=lesson)
        take.recording.state = State.READY
        take.recording.published_attempt = "attempt"
        take.recording.duration_s = 60.0
        take.recording.save()
        return lesson


class CollectionPageFactory(factory.django.DjangoModelFactory):
    """A published collection with one section; `lessons` and `files` stand in it in order."""

    class Meta:
        model = CollectionPage

    title = factory.Sequence(lambda n: f"识字教学 {n}")
    introduction = "<p>几节课放在一起看。</p>"
    audience = Audience.EVERYONE

    @classmethod
    def _create(cls, model_class, *args, lessons=(), files=(), live=True, **kwargs):
        kwargs.setdefault("sections", [section_of(lessons, files)])
        collection = CollectionPage(live=False, **kwargs)
        ensure_district_library().add_child(instance=collection)
        revision = collection.save_revision()
        if live:
            revision.publish()
        return CollectionPage.objects.get(pk=collection.pk)


def section_of(lessons=(), files=(), title="第一组", why=""):
    """A section of a collection, as its stream holds it."""
    entries = [("lesson", {"lesson": lesson, "why": why}) for lesson in lessons]
    entries += [("file", {"file": file, "why": why}) for file in files]
    return ("section", {"title": title, "note": "", "entries": entries})
