"""Takes with their recordings, and what colleagues said about them."""

import datetime
import io
import json
import tempfile
import time
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from lessons.domain.invitation import finish_review, invite
from lessons.domain.take import open_take
from lessons.models import LessonPage, Take
from moke.accounts.models import User
from moke.media.domain.captions import put_captions
from moke.media.domain.processing import process
from moke.media.domain.recording import receive_file
from research.domain.answer import link_answer
from research.domain.assent import set_assent
from research.domain.comment import write_comment
from research.domain.enclosure import Enclosed, make_enclosures
from research.domain.phase import set_phases
from research.domain.reply import write_reply
from research.domain.sketch import VERSION
from research.domain.verdict import give_verdict
from research.models import Comment, Reply, Tag, Verdict
from seeds.codings import code_take
from seeds.films import caption_film, make_film
from seeds.observations import observe
from seeds.plans import load_lesson, plan_as_taught
from seeds.selections import send_up
from seeds.slides import draw_card

PATIENCE_S = 300


def film_lesson(sheet: dict) -> None:
    """Open the takes of a sheet in order, film them, let colleagues speak, and send it up.

    May run twice. It stops where somebody has opened a take of their own: the lesson is theirs
    from there.
    """
    lesson = load_lesson(sheet)
    for number, entry in enumerate(sheet.get("takes", []), 1):
        take = _ensure_take(lesson, number, entry)
        if take.class_name != entry["class"]:
            return
        if not take.recording.is_ready:
            film_take(take, entry["slides"])
        if number > 1:
            _answer(sheet["takes"][number - 2], lesson, take)
        for comment in entry.get("comments", []):
            _speak(take, comment, _when(entry))
        observe(take, entry)
        code_take(take, entry)
        _mark_phases(take, entry)
        _finish_reviews(take, entry)
    send_up(lesson, sheet.get("way", []))


def _when(entry: dict) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=entry["days_ago"])


def _ensure_take(lesson: LessonPage, number: int, entry: dict) -> Take:
    take = lesson.takes.filter(number=number).first()
    if take is None:
        with transaction.atomic(), plan_as_taught(lesson, entry.get("plan", {})):
            take = open_take(
                lesson=lesson,
                by=lesson.author,
                taught_on=timezone.localdate(_when(entry)),
                class_name=entry["class"],
                change_note=entry.get("change_note", ""),
            )
        due_in_days = entry.get("due_in_days")
        due_on = None
        if due_in_days is not None:
            due_on = timezone.localdate() + datetime.timedelta(days=due_in_days)
        people = _in_order(entry.get("invited", []))
        note = entry.get("note", "")
        invite(take=take, people=people, by=lesson.author, note=note, due_on=due_on)
    return take


def _in_order(usernames: list[str]) -> list[User]:
    """The people as the sheet names them, whatever order the database has."""
    found = User.objects.in_bulk(usernames, field_name="username")
    return [found[username] for username in usernames]


def film_take(take: Take, slides: list[str]) -> None:
    """Film the slides, and make that the take's recording, with captions."""
    scratch = Path(settings.MOKE_DATA_DIR) / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        film = make_film(slides, take.lesson_id, Path(folder))
        receive_file(
            recording=take.recording,
            path=film,
            original_name=f"{take.lesson.title} 第{take.number}讲.mp4",
            size_bytes=film.stat().st_size,
        )
    for _second in range(PATIENCE_S):
        if process(recording=take.recording) is None:
            break
        time.sleep(1)  # another worker has got hold of it first
    take.recording.refresh_from_db()
    if take.recording.is_ready:
        words = ContentFile(caption_film(slides).encode())
        put_captions(recording=take.recording, upload=words)


def _mark_phases(take: Take, entry: dict) -> None:
    """Mark where the phases begin as the sheet says, unless somebody has marked them."""
    starts = entry.get("phases_at")
    if starts and take.recording.is_ready and not take.phase_marks.exists():
        starts_ms = [round(start * 1000) for start in starts]
        set_phases(take=take, by=take.lesson.author, starts=starts_ms)


def _token(take: Take, entry: dict) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{take.pk}/{entry['at']}/{entry['by']}")


def _sketch(entry: dict) -> str:
    shapes = entry.get("sketch")
    return json.dumps({"version": VERSION, "shapes": shapes}) if shapes else ""


def _tags(entry: dict) -> list[int]:
    """The entry's tags that the district offers."""
    wanted = entry.get("tags", [])
    return list(Tag.objects.offered().filter(name_zh__in=wanted).values_list("pk", flat=True))


def _enclosed(entry: dict) -> list[Enclosed]:
    """The entry's picture, drawn and made as if it had been sent."""
    found = entry.get("picture")
    if not found:
        return []
    content = io.BytesIO()
    draw_card(found["heading"], found["lines"]).save(content, "PNG")
    sent = SimpleUploadedFile("card.png", content.getvalue())
    return make_enclosures(pictures=[sent], described=[found["description"]])


def _speak(take: Take, entry: dict, when: datetime.datetime) -> None:
    author = User.objects.get(username=entry["by"])
    if Comment.objects.filter(author=author, token=_token(take, entry)).exists():
        return
    end = entry.get("end")
    comment = write_comment(
        take=take,
        author=author,
        kind=entry["kind"],
        start_ms=round(entry["at"] * 1000),
        end_ms=round(end * 1000) if end else None,
        body=entry["body"],
        private=entry.get("private", False),
        token=_token(take, entry),
        sketch=_sketch(entry),
        tags=_tags(entry),
        enclosed=_enclosed(entry),
    )
    later = when + datetime.timedelta(hours=5, minutes=entry["at"])
    Comment.objects.filter(pk=comment.pk).update(created_at=later)
    for person in User.objects.filter(username__in=entry.get("agreed", [])):
        set_assent(comment=comment, person=person, agrees=True)
    for reply_entry in entry.get("replies", []):
        later += datetime.timedelta(minutes=47)
        _reply(comment, reply_entry, later)
    if choice := entry.get("verdict"):
        later += datetime.timedelta(hours=3)
        _judge(comment, choice, entry.get("reason", ""), later)


def _reply(comment: Comment, entry: dict, when: datetime.datetime) -> None:
    author = User.objects.get(username=entry["by"])
    reply = write_reply(comment=comment, author=author, body=entry["body"])
    Reply.objects.filter(pk=reply.pk).update(created_at=when)


def _judge(comment: Comment, choice: str, reason: str, when: datetime.datetime) -> None:
    author = comment.take.lesson.author
    verdict = give_verdict(comment=comment, by=author, choice=choice, reason=reason)
    Verdict.objects.filter(pk=verdict.pk).update(given_at=when)


def _answer(entry: dict, lesson: LessonPage, take: Take) -> None:
    """Point at the seconds of this take that answer comments of the one before."""
    before = lesson.takes.get(number=take.number - 1)
    for comment_entry in entry.get("comments", []):
        if at := comment_entry.get("answer_at"):
            comment = Comment.objects.get(token=_token(before, comment_entry))
            link_answer(comment=comment, take=take, at_ms=round(at * 1000), by=lesson.author)


def _finish_reviews(take: Take, entry: dict) -> None:
    """Whoever has spoken on an older take has finished with it; two have on the latest."""
    spoken = {comment["by"] for comment in entry.get("comments", [])}
    waiting = take.invitations.filter(done_at=None, person__username__in=spoken)
    finished = waiting if "due_in_days" not in entry else waiting[:2]
    for invitation in finished:
        finish_review(invitation=invitation)
