"""The record on paper: which moments are seen, and how it comes out as PDF."""

import io
import json
import re
import subprocess

import pytest
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from lessons.domain.deletion import delete_take
from lessons.enums import DeletionReason
from research.domain.enclosure import make_enclosures
from research.domain.record_docx import DRAWN_MM, STILL_MM, write_docx
from research.domain.record_paper import MOST_STILLS, Place, digest_of, paper_of
from research.domain.record_pdf import write_pdf
from research.domain.record_pictures import pictures_of
from research.domain.record_stills import stills_of
from research.enums import CommentKind
from tests.enclosed import enclosed_picture, sent_voice
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.factories.live import LiveMarkFactory
from tests.factories.research import (
    AnswerFactory,
    CommentFactory,
    ObservationFactory,
    VerdictFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen():
    """Return a function that gives a take's recording a picture."""

    def see(take):
        take.recording.height_px = 360
        take.recording.save()
        return take

    return see


def paper(lesson, reader=None):
    return paper_of(lesson=lesson, reader=reader or lesson.author)


def picture():
    content = io.BytesIO()
    Image.new("RGB", (480, 270), "#27496d").save(content, "JPEG")
    return content.getvalue()


def words_of(pdf, *options):
    told = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return told.stdout.decode()


def test_stills_are_of_highlights_and_of_what_was_adopted_with_its_answer(seen):
    answer = AnswerFactory()
    comment = answer.comment
    seen(comment.take)
    seen(answer.take)
    VerdictFactory(comment=CommentFactory(take=comment.take), choice="not-adopted")
    CommentFactory(take=comment.take, kind=CommentKind.NOTE)
    CommentFactory(take=answer.take, kind=CommentKind.HIGHLIGHT, start_ms=7_900)
    first, second = comment.take_id, answer.take_id
    assert paper(answer.take.lesson).places == [
        Place(first, comment.start_ms // 1000 * 1000),
        Place(second, 83_000),
        Place(second, 7_000),
    ]


def test_still_of_a_drawing_is_of_its_very_moment_and_has_it_on_it(seen):
    take = seen(WatchableTakeFactory(recording__width_px=640))
    words = {"tool": "text", "colour": "cinnabar", "points": [1000, 1000], "text": "板书在这里"}
    sketch = json.dumps({"version": 1, "shapes": [words]})
    CommentFactory(take=take, kind=CommentKind.NOTE, start_ms=7_900, sketch=sketch)
    found = paper(take.lesson)
    assert found.places == [Place(take.pk, 7_900)]
    bare = words_of(write_pdf(found, {}))
    stills = dict.fromkeys(found.places, picture())
    whole = words_of(write_pdf(found, stills))
    assert ("板书在这里" in bare, "板书在这里" in whole) == (False, True)
    (drawn,) = Document(io.BytesIO(write_docx(found, stills))).inline_shapes
    assert round(drawn.width.mm) == DRAWN_MM


def test_pictures_of_comments_stand_small_beside_them_and_sound_is_linked(tmp_path):
    take = WatchableTakeFactory()
    voice = make_enclosures(voice=sent_voice(tmp_path, seconds=2))
    CommentFactory(take=take, enclosed=[*enclosed_picture("板书设计"), *voice])
    found = paper(take.lesson)
    assert len(found.pictures) == 1
    pictures = pictures_of(found)
    told = words_of(write_pdf(found, {}, pictures))
    assert ("板书设计" in told, "Voice note, 0:02" in told) == (True, True)
    document = Document(io.BytesIO(write_docx(found, {}, pictures)))
    (shown,) = document.inline_shapes
    assert round(shown.width.mm) == STILL_MM
    links = document.element.body.iter(qn("w:hyperlink"))
    said = {words.text for link in links for words in link.iter(qn("w:t"))}
    assert {"板书设计", "Voice note, 0:02"} <= said
    assert "板书设计" in words_of(write_pdf(found, {}))


def test_pictures_that_are_gone_are_named_only():
    comment = CommentFactory(enclosed=enclosed_picture("板书设计"))
    (kept,) = comment.enclosures.all()
    kept.small.storage.delete(kept.small.name)
    found = paper(comment.take.lesson)
    assert pictures_of(found) == {}
    assert "板书设计" in words_of(write_pdf(found, {}, {}))


def test_sound_alone_has_no_stills():
    comment = CommentFactory(kind=CommentKind.HIGHLIGHT)
    assert paper(comment.take.lesson).places == []


def test_stills_have_a_limit_that_is_told(seen):
    take = seen(WatchableTakeFactory())
    for second in range(MOST_STILLS + 2):
        CommentFactory(take=take, kind=CommentKind.HIGHLIGHT, start_ms=second * 1000)
    found = paper(take.lesson)
    assert (len(found.places), found.left_out) == (MOST_STILLS, 2)
    assert "2 more moments have none" in words_of(write_pdf(found, {})).replace("\n", " ")


def test_stills_of_what_has_no_rendition_are_left_out(seen):
    comment = CommentFactory(take=seen(WatchableTakeFactory()), kind=CommentKind.HIGHLIGHT)
    found = paper(comment.take.lesson)
    assert len(found.places) == 1
    assert stills_of(found, on_still=lambda: None) == {}


def test_digest_is_of_what_is_said_and_not_of_the_day(seen):
    comment = CommentFactory()
    lesson, reader = comment.take.lesson, comment.take.lesson.author
    before = digest_of(paper_of(lesson=lesson, reader=reader))
    later = paper_of(lesson=lesson, reader=reader, made_on=comment.created_at.date())
    assert digest_of(later) == before
    VerdictFactory(comment=comment)
    assert digest_of(paper(lesson)) != before


def test_pdf_is_a4_with_page_numbers_links_and_stills(seen, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://moke.example.org"
    answer = AnswerFactory(comment=VerdictFactory(comment__body="<b>“邻居”</b>").comment)
    comment, lesson = answer.comment, answer.take.lesson
    seen(comment.take)
    found = paper(lesson)
    pdf = write_pdf(found, dict.fromkeys(found.places, picture()))
    words = words_of(pdf)
    assert "<b>“邻居”</b>" in words
    assert re.findall(r"Page (\d+) of (\d+)", words)[0] == ("1", "2")
    told = subprocess.run(["pdfinfo", "-url", "-"], input=pdf, capture_output=True, check=True)
    links = told.stdout.decode()
    room = "https://moke.example.org/takes"
    assert f"{room}/{comment.take_id}/room/?t={comment.start_ms / 1000:g}#comment-" in links
    assert f"{room}/{answer.take_id}/room/?t=83" in links
    sized = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True)
    assert re.findall(r"Page size: +(.+)", sized.stdout.decode()) == ["595.276 x 841.89 pts (A4)"]
    listed = subprocess.run(["pdfimages", "-list", "-"], input=pdf, capture_output=True, check=True)
    assert len(listed.stdout.splitlines()) - 2 == 1


def test_pdf_of_a_lesson_that_was_not_taught_says_so():
    assert "its record begins here" in words_of(write_pdf(paper(LessonPageFactory()), {}))


@pytest.mark.parametrize("number", [1, 30])
def test_paper_asks_as_much_for_many_takes_as_for_one(number, django_assert_num_queries):
    lesson = LessonPageFactory()
    for _ in range(number):
        CommentFactory(take=WatchableTakeFactory(lesson=lesson))
    TakeFactory(lesson=lesson)
    with django_assert_num_queries(15):
        digest_of(paper(lesson))


def test_word_says_boldly_that_a_take_was_deleted_and_tears_no_row():
    take = CommentFactory().take
    delete_take(take=take, by=take.lesson.author, reason=DeletionReason.WRONG_FILE)
    document = Document(io.BytesIO(write_docx(paper(take.lesson), {})))
    [said] = [words for words in document.paragraphs if "deleted take 1" in words.text]
    assert said.runs[0].bold is True
    rows = [row for table in document.tables for row in table.rows]
    assert [row for row in rows if row._tr.find(f".//{qn('w:cantSplit')}") is None] == []


def test_round_phases_and_what_observers_found_are_on_paper():
    take = WatchableTakeFactory()
    block = {"type": "phase", "value": {"name": "初读", "minutes": 7}}
    take.plan.content["phases"] = json.dumps([block])
    take.plan.save()
    observation = ObservationFactory(take=take)
    (kept, *_others) = observation.scores.all()
    kept.words = "孩子读得投入"
    kept.save()
    kept.evidence.add(CommentFactory(take=take, author=observation.observer, start_ms=11_000))
    observation.handed_in_at = timezone.now()
    observation.save()
    InvitationFactory(take=take, note="请看初读")
    found = paper(take.lesson)
    document = Document(io.BytesIO(write_docx(found, {})))
    in_word = " ".join(words.text for words in document.element.body.iter(qn("w:t")))
    for told in (words_of(write_pdf(found, {})), in_word):
        report = told[told.index("孩子读得投入") :]
        assert [word in told for word in ("初读", "请看初读")] == [True] * 2
        assert report.split()[1] == "0:11"


def test_marks_without_a_place_are_on_paper():
    mark = LiveMarkFactory(body="灯关了")
    lesson = mark.live.take.lesson
    document = Document(io.BytesIO(write_docx(paper(lesson), {})))
    in_word = " ".join(paragraph.text for paragraph in document.paragraphs)
    for told in (words_of(write_pdf(paper(lesson), {})), in_word):
        assert ("灯关了" in told, str(mark.author) in told) == (True, True)
