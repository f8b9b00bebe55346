"""What coders found, in the record: on its page, in its files and as a table."""

import io
import re

import pytest
from django.urls import reverse
from docx import Document
from PIL import Image, ImageColor

from lessons.domain.invitation import finish_review
from research.domain.coding_picture import LANE_PX, WIDTH_PX, draw_timeline
from research.domain.drawing import INKS
from research.domain.queries.record import record_of
from research.domain.record_docx import write_docx
from research.domain.record_paper import paper_of
from research.domain.record_pdf import write_pdf
from research.domain.round import set_round
from research.enums import Scheme
from tests.factories.lessons import InvitationFactory
from tests.factories.research import CodingFactory, WatchableTakeFactory
from tests.research.domain.test_record_paper import words_of

pytestmark = pytest.mark.django_db

FLANDERS = {"Teacher talk": "0.67", "Student talk": "0.33", "Silence": "0.00"}
FLANDERS |= {"Indirect / direct": "1.00", "Positive / negative": "–"}


@pytest.fixture
def take():
    take = WatchableTakeFactory()
    for codes in ("TTSST", "TSSST"):
        CodingFactory(take=take, codes=codes)
    CodingFactory(take=take, scheme=Scheme.FIAS, codes="458")
    CodingFactory(take=take)
    return take


def coded(take, viewer):
    (chapter,) = record_of(take.lesson, viewer).chapters
    return [(report.scheme, len(report.here)) for report in chapter.codings]


def test_record_holds_finished_codings_with_figures_and_agreement(take):
    author = take.lesson.author
    (chapter,) = record_of(take.lesson, author).chapters
    st, flanders = chapter.codings
    assert st.here[0].figures == [("Rt", "0.60"), ("Ch", "0.40"), ("Kind of teaching", "Dialogue")]
    assert dict(flanders.here[0].figures) == FLANDERS
    (pair,) = st.pairs
    assert re.fullmatch(r".+ and .+: κ = 0\.62, 95 % confidence interval .+ to 1\.00", pair.said)


def test_codings_of_a_blind_round_are_in_the_record_of_who_has_finished(take):
    set_round(take=take, by=take.lesson.author, form=None, is_blind=True)
    invitation = InvitationFactory(take=take)
    assert coded(take, invitation.person) == []
    finish_review(invitation=invitation)
    assert coded(take, invitation.person) == [(Scheme.ST, 2), (Scheme.FIAS, 1)]


def test_codings_are_on_the_page_and_in_the_table(take, sign_in):
    author = sign_in(take.lesson.author)
    page = author.get(reverse("research:record", args=[take.lesson_id])).text
    codes = reverse("research:record_codes", args=[take.lesson_id])
    assert (page.count('class="timeline'), codes in page) == (3, True)
    rows = author.get(codes).content.decode("utf-8-sig").splitlines()
    assert (len(rows), rows[1].split(",")[-2:]) == (14, ["T", "Teacher acts"])


def test_codings_are_in_the_files(take):
    paper = paper_of(lesson=take.lesson, reader=take.lesson.author)
    told = words_of(write_pdf(paper, {}))
    assert ("Rt 0.60 · Ch 0.40" in told, "κ = 0.62" in told) == (True, True)
    document = Document(io.BytesIO(write_docx(paper, {})))
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert ("Rt 0.60 · Ch 0.40" in told, len(document.inline_shapes)) == (True, 3)


def test_timeline_is_drawn_on_lanes(take):
    (chapter,) = record_of(take.lesson, take.lesson.author).chapters
    picture = Image.open(io.BytesIO(draw_timeline(chapter.codings[0].here[0])))
    upper, lower = LANE_PX // 2, LANE_PX + LANE_PX // 2
    found = [picture.getpixel(at) for at in ((5, upper), (5, lower))]
    inks = [ImageColor.getrgb(ink) for ink in (INKS["direct"], "white")]
    assert (picture.size, found) == ((WIDTH_PX, 2 * LANE_PX), inks)
