"""What students see, wherever a link leads them: no review, no reviewer, no answer, no draft."""

import re
from html import unescape

import pytest
from django.db import transaction

from lessons.enums import AttachmentKind, ResourceKind, Visibility
from moke.media.models import WatchPosition
from tests.factories.lessons import (
    AttachmentFactory,
    HomeworkItemFactory,
    InvitationFactory,
    ResourceFactory,
)
from tests.factories.research import CommentFactory, ReplyFactory, VerdictFactory
from tests.test_matrix import make_client
from tests.world import make_world

pytestmark = pytest.mark.django_db

LINK = re.compile(r'\b(?:href|src|action|hx-get|data-[a-z]+)="(/[^"#]*)')
NO_PAGES = re.compile(
    r"/(static|accounts/logout|language|media|attachments)/|.*/(grant|position)/$"
)
WORDS_OF_REVIEW = {
    "zh-hans": re.compile("议课|议一议|观课|采纳|教案|草稿"),
    "en": re.compile(r"\b((?i:reviews?|reviewers?|invited|adopted|verdict|discuss\w*)|Drafts?)\b"),
}
MOST_PAGES = 200


@pytest.fixture(scope="module")
def secrets(django_db_setup, django_db_blocker):
    """The world of the matrix, with secrets in every place that is not for students."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        people = world.people
        for name in ("reviewer", "teacher", "curator", "school_admin"):
            people[name].name = f"隐名{name}"
            people[name].save()
        for things in world.lessons.values():
            fill(things, people)
        for visibility in (Visibility.SCHOOL, Visibility.DISTRICT):
            given = {"visibility": visibility, "school": things.lesson.school}
            given |= {"added_by": people["author"]}
            ResourceFactory(title="隐题", kind=ResourceKind.OTHER, **given)
            ResourceFactory(title="任务单", kind=ResourceKind.TASK_SHEET, **given)
        yield world
        transaction.set_rollback(True)


def fill(things, people):
    HomeworkItemFactory(
        lesson=things.lesson, task="读三遍。", answer="隐答", why="隐由", objective="隐标"
    )
    AttachmentFactory(lesson=things.lesson, kind=AttachmentKind.OTHER, name="隐件.pdf")
    comment = CommentFactory(take=things.take, author=people["reviewer"], body="隐评：板书太小。")
    ReplyFactory(comment=comment, author=people["author"], body="隐复：好。")
    VerdictFactory(comment=comment, reason="隐因：下一讲改。")
    InvitationFactory(take=things.later, person=people["reviewer"], note="隐嘱")
    for name in ("student", "student_elsewhere", "student_of_grade_2"):
        WatchPosition.objects.create(person=people[name], recording=things.recording, position_s=75)


def pages_of(client):
    """Follow every link from the front door; return the text of each page by its address."""
    pages, waiting = {}, ["/", "/library/", "/library/files/", "/library/?state=draft"]
    while waiting and len(pages) < MOST_PAGES:
        address = waiting.pop()
        if address in pages or NO_PAGES.match(address):
            continue
        response = client.get(address, follow=True)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        pages[address] = response.text if is_page and not response.streaming else ""
        waiting += [unescape(link) for link in LINK.findall(pages[address])]
    return pages


@pytest.mark.parametrize("language", WORDS_OF_REVIEW)
@pytest.mark.parametrize("who", ["student", "student_elsewhere", "student_of_grade_2"])
def test_no_page_that_a_student_reaches_tells_of_the_review(secrets, who, language):
    client = make_client(secrets.people[who])
    client.cookies["django_language"] = language
    pages = pages_of(client)
    assert 5 < len(pages) < MOST_PAGES
    told = {address for address, text in pages.items() if "隐" in text}
    assert told == set()
    found = {address: WORDS_OF_REVIEW[language].findall(text) for address, text in pages.items()}
    assert {address: words for address, words in found.items() if words} == {}
    drafts = {address for address, text in pages.items() if "题目draft" in text}
    assert drafts == set()


def test_a_student_reaches_what_was_released(secrets):
    client = make_client(secrets.people["student"])
    pages = pages_of(client)
    for visibility in ("school", "district"):
        lesson = secrets.lessons[visibility].lesson
        assert f"题目{visibility}" in pages[f"/lessons/{lesson.pk}/"]
        assert "读三遍。" in pages[f"/lessons/{lesson.pk}/homework/"]
    assert "任务单" in pages["/library/files/"]
    assert "author" in pages[f"/lessons/{lesson.pk}/"]
