"""The world of the access matrix: everybody, and a lesson of each visibility with its review."""

import uuid
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from wagtail.models import TaskState

from lessons.domain.workflow import ensure_workflow
from lessons.enums import AttachmentKind
from moke.accounts.domain.membership import add_membership
from moke.accounts.enums import Role
from moke.accounts.models import School, User
from moke.curriculum.enums import Grade
from moke.media.models import Upload
from research.domain.guest import make_guest_link
from research.domain.record_making import make_export
from research.enums import ExportKind
from tests.enclosed import enclosed_picture
from tests.factories.lessons import (
    AttachmentFactory,
    CollectionPageFactory,
    InvitationFactory,
    LessonPageFactory,
    TakeFactory,
)
from tests.factories.live import LiveSeatFactory
from tests.factories.media import RecordingFactory
from tests.factories.research import (
    CommentFactory,
    PostFactory,
    RecordExportFactory,
    ReplyFactory,
    TopicFactory,
    VerdictFactory,
    span,
)
from tests.matrix import ROLES, VISIBILITIES

FILES = ("poster.jpg", "waveform.svg", "master.m3u8")
ATTEMPT = "a" * 32
DURATION_S = 600.0


def make_world() -> SimpleNamespace:
    """Make `people` by role, None for the visitor, and `lessons` by visibility."""
    people = make_people()
    lessons = {visibility: _make_lesson(visibility, people) for visibility in VISIBILITIES}
    return SimpleNamespace(people=people, lessons=lessons)


def make_people() -> dict[str, User | None]:
    """Everybody by role, None for the visitor, around two schools."""
    here = School.objects.create(name="榆林路小学", code="elm")
    there = School.objects.create(name="河滨学校", code="river")
    standing = {
        "student": (Role.STUDENT, here, Grade.G1),
        "student_of_grade_2": (Role.STUDENT, here, Grade.G2),
        "student_elsewhere": (Role.STUDENT, there, Grade.G1),
        "teacher": (Role.TEACHER, here, None),
        "teacher_elsewhere": (Role.TEACHER, there, None),
        "author": (Role.TEACHER, here, None),
        "reviewer": (Role.TEACHER, there, None),
        "school_admin": (Role.SCHOOL_ADMIN, here, None),
        "admin_elsewhere": (Role.SCHOOL_ADMIN, there, None),
        "curator": (Role.CURATOR, None, None),
    }
    people = {name: User.objects.create(username=name, name=name) for name in standing}
    for name, (role, school, grade) in standing.items():
        add_membership(person=people[name], role=role, school=school, grade=grade)
    operator = User.objects.create(username="operator", name="operator", is_superuser=True)
    people |= {"anonymous": None, "operator": operator}
    return {role: people[role] for role in ROLES}


def _make_lesson(visibility, people):
    author, reviewer = people["author"], people["reviewer"]
    lesson = LessonPageFactory(
        author=author,
        school=author.memberships.get().school,
        grade=Grade.G1,
        title=f"题目{visibility}",
        visibility=visibility,
        objectives="能有感情地朗读课文。",
    )
    ensure_workflow().start(lesson, author)
    take, later = _make_watchable(lesson), _make_watchable(lesson)
    waiting = TakeFactory(lesson=lesson)
    comment = CommentFactory(take=take, author=reviewer, enclosed=enclosed_picture())
    VerdictFactory(comment=comment)
    return SimpleNamespace(
        invitation=InvitationFactory(take=take, person=reviewer),
        **_quote(take, author=author, colleague=reviewer),
        lesson=lesson,
        step=TaskState.objects.for_instance(lesson).get(),
        collection=CollectionPageFactory(lessons=[lesson], title=f"专题{visibility}"),
        take=take,
        later=later,
        waiting=waiting,
        recording=take.recording,
        received=RecordingFactory(owner=author, ready=True),
        **_let_in(take, reviewer),
        attachment=AttachmentFactory(lesson=lesson, kind=AttachmentKind.TASK_SHEET),
        comment=comment,
        export=_make_export(lesson, reviewer),
        reply=ReplyFactory(comment=comment, author=author),
        upload=Upload.objects.create(
            id=uuid.uuid4(),
            person=author,
            recording=waiting.recording,
            metadata=[("recording", str(waiting.recording.key))],
            length_bytes=9,
            expires_at=lesson.latest_revision_created_at.replace(year=2099),
        ),
    )


def _let_in(take, reviewer):
    """The link of a guest with its secret, and a live lesson where a reviewer has a seat."""
    today = timezone.localdate()
    link, secret = make_guest_link(
        take=take, by=take.lesson.author, name="李明", organisation="", valid_until=today
    )
    live = LiveSeatFactory(live__take=take, person=reviewer).live
    return {"guest_link": link, "guest_secret": secret, "live": live}


def _quote(take, *, author, colleague):
    """A topic of the author in which a colleague quotes the take."""
    topic = TopicFactory(by=author)
    post = PostFactory(topic=topic, author=colleague, clips=[span(take)])
    return {"topic": topic, "post": post, "clip": post.clips.get()}


def _make_export(lesson, reader):
    """The record as a file that a worker has made."""
    export = RecordExportFactory(lesson=lesson, reader=reader, kind=ExportKind.DOCX)
    make_export(export=export)
    return export


def _make_watchable(lesson):
    """A take whose recording is published, with the files that the matrix asks for."""
    recording = RecordingFactory(owner=lesson.author, ready=True)
    recording.source = f"{recording.key}/source"
    recording.duration_s = DURATION_S
    recording.has_waveform = True
    recording.save()
    names = [recording.source, *(f"{recording.key}/{ATTEMPT}/{name}" for name in FILES)]
    for name in names:
        storages["recordings"].save(name, ContentFile(b"bytes"))
    return TakeFactory(lesson=lesson, recording=recording)
