"""A district of 1,000 lessons, each recorded, with reviews and topics of 50 and of 500 words."""

import os
import random
import shutil
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from lessons.domain.invitation import invite
from lessons.enums import Visibility
from lessons.models import LessonPage, Take
from moke.accounts.models import User
from moke.curriculum.enums import Subject
from moke.media.domain.processing import process
from moke.media.domain.recording import receive_file
from moke.media.enums import State
from moke.media.models import Recording
from research.domain.change import settle_topic
from research.enums import CommentKind, VerdictChoice
from research.models import ClipQuote, Comment, Post, Reply, Topic, Verdict
from tests.clips import make_clip
from tests.factories.accounts import MembershipFactory, SchoolFactory
from tests.factories.lessons import LessonPageFactory, TakeFactory
from tests.factories.media import RecordingFactory
from tests.factories.research import TopicFactory

LESSONS = 1_000
AUTHORS = 20
LENGTH_S = 2_700
CLIP_S = 60
HOW = ["开头", "第二次朗读", "板书", "小组讨论", "小结", "提问", "学生回答之后", "看图", "识字环节"]
WHAT = ["节奏很稳", "等待的时间太短", "问题可以再开放一些", "评价语言很具体", "离课文远了一点"]
WHY = ["学生还没有想好", "这里正是难点", "和目标对得上", "后面的练习就顺了", "别的班也遇到过"]
PHASES = ["谈话导入", "初读课文", "品读句子", "分角色朗读", "小结"]


@dataclass(frozen=True)
class World:
    """`author` wrote both lessons, `reviewer` was invited to both, `reader` to none."""

    author: User
    reviewer: User
    reader: User
    lesson: LessonPage
    take: Take
    small_take: Take
    topic: Topic
    small_topic: Topic


def build_world() -> World:
    """Make the district."""
    with transaction.atomic():
        schools = SchoolFactory.create_batch(4)
        subjects = list(Subject)[:6]
        teachers = [
            MembershipFactory(school=schools[n % 4], grade=n % 9 + 1, subjects=[subjects[n % 6]])
            for n in range(AUTHORS + 1)
        ]
        *authors, reader = (membership.person for membership in teachers)
        lessons = [_lesson(n, authors[n % AUTHORS], schools[n % 4]) for n in range(LESSONS)]
    film = make_film(authors[0])
    with transaction.atomic():
        takes = [make_take(lesson, film) for lesson in lessons]
        take, small_take = takes[0], takes[AUTHORS]
        for reviewed, number in ((take, 500), (small_take, 50)):
            invite(take=reviewed, people=authors[1:], by=authors[0])
            discuss(reviewed, authors[1:], number)
        topics = [_topic(takes, authors, number) for number in (500, 50)]
    call_command("update_index", verbosity=0)
    return World(authors[0], authors[1], reader, lessons[0], take, small_take, *topics)


def _lesson(n: int, author: User, school: object) -> LessonPage:
    return LessonPageFactory(
        author=author,
        school=school,
        title=f"树和喜鹊 {n}",
        subject=list(Subject)[n % 6],
        grade=n % 9 + 1,
        visibility=[Visibility.DISTRICT, Visibility.SCHOOL, Visibility.PUBLIC][n % 3],
        objectives="能联系上下文说出词语的意思。\n" * 8,
        textbook_analysis="课文语言反复而有变化，写出了树和喜鹊从孤单到快乐。" * 8,
        key_points="朗读与识字。" * 5,
        phases=[
            (
                "phase",
                {"name": name, "minutes": 8, "teacher_does": "提问，范读。" * 6, "why": "激趣。"},
            )
            for name in PHASES
        ]
        if n < AUTHORS * 2
        else [],
    )


def make_film(owner: User) -> Recording:
    """A short recording that went through the pipeline, to be shared by all takes."""
    with tempfile.TemporaryDirectory() as folder:
        clip = make_clip(Path(folder) / "clip.mp4", seconds=CLIP_S, size="1280x720")
        recording = RecordingFactory(owner=owner)
        size_bytes = clip.stat().st_size
        receive_file(
            recording=recording, path=clip, original_name="课堂.mp4", size_bytes=size_bytes
        )
        process(recording=recording)
    recording.refresh_from_db()
    if not recording.is_ready:
        raise SystemExit("The film of the benchmark could not be encoded.")
    return recording


def make_take(lesson: LessonPage, film: Recording) -> Take:
    recording = Recording.objects.create(
        key=uuid.uuid4(),
        owner=lesson.author,
        state=State.READY,
        percent=100,
        published_attempt=film.published_attempt,
        duration_s=LENGTH_S,
        width_px=film.width_px,
        height_px=film.height_px,
    )
    stored = Path(settings.STORAGES["recordings"]["OPTIONS"]["location"])
    shutil.copytree(stored / str(film.key), stored / str(recording.key), copy_function=os.link)
    return TakeFactory(lesson=lesson, recording=recording)


def discuss(take: Take, people: list[User], number: int) -> None:
    """Comments of every kind all over the recording; some have replies, some a verdict."""
    chance = random.Random(number)
    kinds, choices, author = list(CommentKind), list(VerdictChoice), take.lesson.author
    comments = Comment.objects.bulk_create(
        Comment(
            take=take,
            author=people[n % len(people)],
            kind=kinds[n % 4],
            start_ms=n * LENGTH_S * 1000 // number + chance.randrange(4000),
            end_ms=(n + 1) * LENGTH_S * 1000 // number + 9000 if n % 10 == 0 else None,
            body=f"{chance.choice(HOW)}{chance.choice(WHAT)}，{chance.choice(WHY)}。"
            f"{chance.choice(HOW)}{chance.choice(WHAT)}，第{chance.randrange(1000)}次看仍这样想。",
            change=n + 1,
        )
        for n in range(number)
    )
    Reply.objects.bulk_create(
        Reply(comment=comment, author=author, body="好，下一讲我试试。")
        for comment in comments[::7]
    )
    Verdict.objects.bulk_create(
        Verdict(comment=comment, choice=chance.choice(choices), given_by=author)
        for comment in comments[1::5]
    )


def _topic(takes: list[Take], people: list[User], number: int) -> Topic:
    """A topic of so many answers; some quote a clip."""
    chance = random.Random(number)
    topic = TopicFactory(by=people[0], title="提问之后怎样等", body=_said(chance))
    posts = Post.objects.bulk_create(
        Post(
            topic=topic,
            author=people[n % len(people)],
            body="".join(_said(chance) for _part in range(2)),
            change=n + 2,
        )
        for n in range(number)
    )
    ClipQuote.objects.bulk_create(
        ClipQuote(post=post, take=chance.choice(takes[:60]), start_ms=95_000, end_ms=120_000)
        for post in posts[::5]
    )
    topic.change = number + 1
    settle_topic(topic=topic)
    return topic


def _said(chance: random.Random) -> str:
    times = chance.randrange(1000)
    where, what, why = chance.choice(HOW), chance.choice(WHAT), chance.choice(WHY)
    return f"<p>{where}{what}，{why}。第{times}次看仍这样想。</p>"
