import pytest
from django.urls import reverse

from lessons.enums import AttachmentKind, Visibility
from lessons.models import LessonPage
from moke.media.enums import State
from tests.factories.lessons import (
    AttachmentFactory,
    HomeworkItemFactory,
    InvitationFactory,
    LessonPageFactory,
    ReasonedAccessFactory,
    TakeFactory,
)
from tests.lessons.readers import READERS

WHY = "因为朗读要有听众"
ANSWER = "停顿正确即可"


@pytest.fixture
def lesson(people, schools):
    lesson = LessonPageFactory(
        author=people["author"],
        school=schools[0],
        title="树和喜鹊",
        visibility=Visibility.SCHOOL,
        learner_analysis="识字量差异较大",
        phases=[("phase", {"name": "导入", "minutes": 4, "teacher_does": "板贴一棵树"})],
    )
    HomeworkItemFactory(lesson=lesson, task="读给家里人听", answer=ANSWER, why=WHY)
    return lesson


def publish_recording(take):
    recording = take.recording
    recording.state, recording.published_attempt = State.READY, "one"
    recording.duration_s = 61.0
    recording.save()


def url(lesson, name="lesson"):
    return reverse(f"lessons:{name}", args=[lesson.pk])


@pytest.mark.parametrize("visibility", Visibility)
def test_lesson_is_found_by_its_readers_alone(sign_in, people, lesson, visibility):
    InvitationFactory(take=TakeFactory(lesson=lesson), person=people["reviewer"])
    LessonPage.objects.update(visibility=visibility)
    ReasonedAccessFactory(lesson=lesson, person=people["operator_with_reason"])
    expected = READERS[visibility] - {"anonymous"}
    signed_in = {name: who for name, who in people.items() if who.is_authenticated}
    found = {
        name for name, who in signed_in.items() if sign_in(who).get(url(lesson)).status_code == 200
    }
    assert found == expected


def test_lesson_sends_strangers_to_sign_in_whether_it_is_there_or_not(sign_in, lesson):
    for pk in (lesson.pk, 999_999):
        path = reverse("lessons:lesson", args=[pk])
        response = sign_in(None).get(path)
        assert response.status_code == 302
        assert response.url == f"{reverse('account_login')}?next={path}"


def test_lesson_shows_a_public_one_to_strangers(sign_in, lesson):
    LessonPage.objects.update(visibility=Visibility.PUBLIC)
    assert sign_in(None).get(url(lesson)).status_code == 200


def test_lesson_that_is_no_lesson_is_not_found(sign_in, people, lesson):
    client = sign_in(people["author"])
    for pk in (lesson.get_parent().pk, 999_999):
        assert client.get(reverse("lessons:lesson", args=[pk])).status_code == 404


def test_lesson_shows_teachers_the_plan(sign_in, people, lesson):
    page = sign_in(people["colleague"]).get(url(lesson)).content.decode()
    for words in ("树和喜鹊", "识字量差异较大", "板贴一棵树", "读给家里人听", ANSWER, WHY):
        assert words in page
    assert "height: 24px" in page


def test_lesson_shows_students_tasks_and_sheets_alone(sign_in, people, lesson):
    TakeFactory(lesson=lesson)
    sheet = AttachmentFactory(lesson=lesson, kind=AttachmentKind.TASK_SHEET, name="任务单.pdf")
    AttachmentFactory(lesson=lesson, kind=AttachmentKind.OTHER, name="反思.pdf")
    page = sign_in(people["student"]).get(url(lesson)).content.decode()
    for words in ("树和喜鹊", "读给家里人听", sheet.name):
        assert words in page
    for words in ("识字量差异较大", "板贴一棵树", ANSWER, WHY, "反思.pdf", 'id="takes"'):
        assert words not in page


def test_lesson_plays_the_newest_take_for_those_outside_the_room(sign_in, people, lesson):
    takes = [TakeFactory(lesson=lesson) for _ in range(3)]
    for take in takes[:2]:
        publish_recording(take)
    client = sign_in(people["student"])
    assert client.get(url(lesson)).context["playing"] == takes[1]
    assert client.get(f"{url(lesson)}?take=1").context["playing"] == takes[0]
    assert client.get(f"{url(lesson)}?take=3").context["playing"] == takes[1]
    assert sign_in(people["author"]).get(url(lesson)).context["playing"] is None


def test_lesson_tells_only_its_author_of_unpublished_changes(sign_in, people, lesson):
    lesson.objectives = "新的目标"
    lesson.save_revision(user=people["author"])
    author = sign_in(people["author"])
    assert 'id="unpublished"' in author.get(url(lesson)).content.decode()
    colleague = sign_in(people["colleague"]).get(url(lesson)).content.decode()
    assert 'id="unpublished"' not in colleague
    assert "新的目标" not in colleague
    author.post(url(lesson, "publish"))
    assert "新的目标" in sign_in(people["colleague"]).get(url(lesson)).content.decode()


def test_publish_is_the_authors(sign_in, people, lesson):
    assert sign_in(people["colleague"]).post(url(lesson, "publish")).status_code == 403
    assert sign_in(people["teacher_elsewhere"]).post(url(lesson, "publish")).status_code == 404
    assert sign_in(people["author"]).get(url(lesson, "publish")).status_code == 405


def test_visibility_is_changed_by_the_author(sign_in, people, lesson):
    response = sign_in(people["author"]).post(url(lesson, "visibility"), {"visibility": "district"})
    assert response.url == url(lesson)
    assert LessonPage.objects.get().visibility == Visibility.DISTRICT


def test_visibility_withdrawn_by_a_curator_leads_them_back_to_the_library(sign_in, people, lesson):
    response = sign_in(people["curator"]).post(url(lesson, "visibility"), {"visibility": "draft"})
    assert response.url == reverse("lessons:library")
    assert LessonPage.objects.get().visibility == Visibility.DRAFT


@pytest.mark.parametrize(
    ("who", "value", "status"),
    [
        ("colleague", "draft", 403),
        ("student", "draft", 403),
        ("school_admin", "public", 403),
        ("author", "nonsense", 403),
        ("teacher_elsewhere", "draft", 404),
    ],
)
def test_visibility_is_refused(sign_in, people, lesson, who, value, status):  # noqa: PLR0917
    response = sign_in(people[who]).post(url(lesson, "visibility"), {"visibility": value})
    assert response.status_code == status
    assert LessonPage.objects.get().visibility == Visibility.SCHOOL


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("who", ["author", "colleague", "student", "curator"])
def test_lesson_page_asks_the_database_no_more_for_more(  # noqa: PLR0917
    sign_in, people, lesson, django_assert_max_num_queries, number, who
):
    for _ in range(number):
        HomeworkItemFactory(lesson=lesson)
        AttachmentFactory(lesson=lesson)
        publish_recording(TakeFactory(lesson=lesson))
    client = sign_in(people[who])
    with django_assert_max_num_queries(10):
        client.get(url(lesson))


def test_reason_opens_a_lesson_to_an_operator(sign_in, people, lesson):
    client = sign_in(people["operator"])
    assert client.get(url(lesson)).url == url(lesson, "reason")
    assert "树和喜鹊" not in client.get(url(lesson, "reason")).content.decode()
    assert client.post(url(lesson, "reason"), {"reason": "short"}).status_code == 200
    reason = {"reason": "The author asked why it does not play."}
    assert client.post(url(lesson, "reason"), reason).url == url(lesson)
    assert client.get(url(lesson)).status_code == 200


def test_reason_is_asked_of_nobody_else_and_opens_no_draft(sign_in, people, lesson):
    assert sign_in(people["teacher_elsewhere"]).get(url(lesson, "reason")).status_code == 404
    LessonPage.objects.update(visibility=Visibility.DRAFT)
    operator = sign_in(people["operator"])
    assert operator.get(url(lesson, "reason")).status_code == 404
    assert operator.get(url(lesson)).status_code == 404
