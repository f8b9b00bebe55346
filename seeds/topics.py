"""Topics that teachers of the demo talk about, once the lessons that they quote are filmed."""

import datetime
import uuid

from django.utils import timezone

from lessons.models import Take
from moke.accounts.models import User
from research.domain.change import hold_topic, settle_topic
from research.domain.clip import Span, make_span
from research.domain.post import write_post
from research.domain.topic import open_topic
from research.models import Post, Topic


def load_topics(sheet: dict) -> None:
    """Open those topics of the sheet that are not there and whose clips can be played."""
    for entry in sheet["topics"]:
        token = _token(entry, entry)
        if not Post.objects.filter(token=token).exists():
            _load_topic(entry, token)


def _load_topic(entry: dict, token: uuid.UUID) -> None:
    speeches = [entry, *entry.get("posts", [])]
    spans = [_spans(speech) for speech in speeches]
    if None in spans:
        return
    opener, when = _person(entry), timezone.now() - datetime.timedelta(days=entry["days_ago"])
    topic = open_topic(
        by=opener,
        title=entry["title"],
        body=entry["body"],
        subjects=entry["subjects"],
        grades=entry["grades"],
        clips=spans[0] or [],
        token=token,
    )
    for speech, clips in zip(speeches[1:], spans[1:], strict=True):
        write_post(
            topic=topic,
            author=_person(speech),
            body=speech["body"],
            clips=clips or [],
            token=_token(entry, speech),
        )
    _set_back(topic, speeches, when)


def _set_back(topic: Topic, speeches: list[dict], when: datetime.datetime) -> None:
    """Let it have been said when the sheet says, the last of it at the latest now."""
    for post, speech in zip(topic.posts.order_by("pk"), speeches, strict=True):
        said = when + datetime.timedelta(hours=speech.get("after_h", 0))
        Post.objects.filter(pk=post.pk).update(created_at=min(said, timezone.now()))
    Topic.objects.filter(pk=topic.pk).update(opened_at=when)
    settle_topic(topic=hold_topic(topic=topic))


def _spans(speech: dict) -> list[Span] | None:
    """The clips of a speech; None while one of them cannot be played."""
    found = []
    for clip in speech.get("clips", []):
        takes = Take.objects.select_related("lesson", "recording")
        take = takes.filter(lesson__title=clip["lesson"], number=clip["take"]).first()
        if take is None or not take.recording.is_ready:
            return None
        start_ms, end_ms = round(clip["start"] * 1000), round(clip["end"] * 1000)
        found.append(make_span(take=take, start_ms=start_ms, end_ms=end_ms))
    return found


def _person(speech: dict) -> User:
    return User.objects.get(username=speech["by"])


def _token(topic: dict, speech: dict) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{topic['title']}/{speech['by']}/{speech['body']}")
