"""Reviews and topics: everything goes through the domain, so that changes are numbered."""

import factory
from factory.django import DjangoModelFactory

from moke.media.enums import State
from research.domain.answer import link_answer
from research.domain.clip import make_span
from research.domain.coding import begin_coding, finish_coding, keep_coding
from research.domain.comment import write_comment
from research.domain.observation import begin_observation
from research.domain.post import write_post
from research.domain.record_export import ask_for_export
from research.domain.reply import write_reply
from research.domain.topic import open_topic
from research.domain.verdict import give_verdict
from research.enums import CommentKind, ExportKind, Scheme, VerdictChoice
from research.models import (
    Answer,
    Coding,
    Comment,
    Observation,
    ObservationForm,
    PhaseMark,
    Post,
    RecordExport,
    Reply,
    Tag,
    Topic,
    Verdict,
)
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.lessons import LessonPageFactory, TakeFactory

DURATION_S = 600.0
SHORTEST_CLIP_S = 40
"""Comments lie in the first seconds, which the recordings of the journeys have too."""


class WatchableTakeFactory(TakeFactory):
    """A take whose recording, ten minutes long, can be played."""

    class Meta:
        skip_postgeneration_save = True

    @factory.post_generation
    def published(self, create, extracted, **kwargs):
        self.recording.state = State.READY
        self.recording.published_attempt = "attempt"
        self.recording.duration_s = DURATION_S
        self.recording.save()


class TagFactory(DjangoModelFactory):
    """A tag that the district offers, after those that it has."""

    class Meta:
        model = Tag

    name_zh = factory.Sequence(lambda n: f"标签{n}")
    name_en = factory.Sequence(lambda n: f"Tag {n}")
    sort_order = factory.Sequence(lambda n: n)


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = Comment

    take = factory.SubFactory(WatchableTakeFactory)
    author = factory.SubFactory(UserFactory)
    kind = CommentKind.SUGGESTION
    start_ms = factory.Sequence(lambda n: n % SHORTEST_CLIP_S * 1000)
    body = "识字环节偏长，可以把“邻”“居”放到语境里认。"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return write_comment(**kwargs)


class ReplyFactory(DjangoModelFactory):
    class Meta:
        model = Reply

    comment = factory.SubFactory(CommentFactory)
    author = factory.SubFactory(UserFactory)
    body = "好，下一讲我试试。"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return write_reply(**kwargs)


class VerdictFactory(DjangoModelFactory):
    class Meta:
        model = Verdict

    comment = factory.SubFactory(CommentFactory)
    by = factory.SelfAttribute("comment.take.lesson.author")
    choice = VerdictChoice.ADOPTED
    reason = "第 3 讲保留。"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return give_verdict(**kwargs)


class AnswerFactory(DjangoModelFactory):
    """The answer to an adopted comment, by default in a take made after its own."""

    class Meta:
        model = Answer

    comment = factory.LazyFunction(lambda: VerdictFactory().comment)
    take = factory.LazyAttribute(
        lambda answer: WatchableTakeFactory(lesson=answer.comment.take.lesson)
    )
    at_ms = 83_000
    by = factory.SelfAttribute("comment.take.lesson.author")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return link_answer(**kwargs)


class PhaseMarkFactory(DjangoModelFactory):
    """A phase that began in a take's recording, ten seconds after the one before."""

    class Meta:
        model = PhaseMark

    take = factory.SubFactory(WatchableTakeFactory)
    position = factory.LazyAttribute(lambda mark: mark.take.phase_marks.count())
    name = factory.LazyAttribute(lambda mark: f"环节{mark.position + 1}")
    start_ms = factory.LazyAttribute(lambda mark: mark.position * 10_000)


class TopicFactory(DjangoModelFactory):
    """A topic for everybody, opened by a teacher of some school."""

    class Meta:
        model = Topic

    by = factory.LazyFunction(lambda: MembershipFactory().person)
    title = factory.Sequence(lambda n: f"提问之后怎样等 {n}")
    body = "<p>等二十秒，还是三秒？</p>"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return open_topic(**kwargs)


class PostFactory(DjangoModelFactory):
    """An answer by a teacher of some school."""

    class Meta:
        model = Post

    topic = factory.SubFactory(TopicFactory)
    author = factory.LazyFunction(lambda: MembershipFactory().person)
    body = "<p>先让学生写下来。</p>"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return write_post(**kwargs)


def span(take, start_s=95.0, end_s=120.0):
    """A span of the take, as posts quote it."""
    return make_span(take=take, start_ms=round(start_s * 1000), end_ms=round(end_s * 1000))


def dimension(name="互动", points=100, **given):
    """A dimension as the block of a form holds it."""
    values = {"look_at": "", "levels": "", "needs_evidence": False}
    return "dimension", {"name": name, "points": points} | values | given


class ObservationFormFactory(DjangoModelFactory):
    """Two dimensions, of which the first wants evidence, and a question."""

    class Meta:
        model = ObservationForm

    name = factory.Sequence(lambda n: f"观课量表 {n}")
    dimensions = factory.LazyFunction(
        lambda: [
            dimension("互动", 60, needs_evidence=True, look_at="提问\n倾听"),
            dimension("效果", 40),
        ]
    )
    questions = factory.LazyFunction(lambda: [("question", "最值得学习的是什么？")])


class ObservationFactory(DjangoModelFactory):
    class Meta:
        model = Observation

    take = factory.SubFactory(WatchableTakeFactory)
    observer = factory.LazyFunction(lambda: MembershipFactory().person)
    form = factory.SubFactory(ObservationFormFactory)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return begin_observation(**kwargs)


class CodingFactory(DjangoModelFactory):
    """A coding that is begun, every 30 seconds; with `codes` it is finished too.

    The codes are those of its first intervals; the others have none.
    """

    class Meta:
        model = Coding

    take = factory.SubFactory(WatchableTakeFactory)
    coder = factory.LazyFunction(lambda: MembershipFactory().person)
    scheme = Scheme.ST
    interval_s = 30
    codes = ""

    @classmethod
    def _create(cls, model_class, *args, codes, **kwargs):
        coding = begin_coding(**kwargs)
        if not codes:
            return coding
        kept = keep_coding(coding=coding, codes=codes.ljust(len(coding.codes), "-"), version=0)
        return finish_coding(coding=kept)


class RecordExportFactory(DjangoModelFactory):
    """A record that its lesson's author asked for as PDF, in English; no worker has made it."""

    class Meta:
        model = RecordExport

    lesson = factory.SubFactory(LessonPageFactory)
    reader = factory.SelfAttribute("lesson.author")
    kind = ExportKind.PDF
    language = "en"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return ask_for_export(**kwargs)
