import pytest
from django.urls import reverse

from lessons.domain.decision import send_back
from lessons.domain.submission import submit_for_selection, withdraw_submission
from lessons.domain.visibility import set_visibility
from lessons.enums import Visibility
from lessons.models import LessonPage

pytestmark = pytest.mark.django_db

WORDS = "导入用了九分钟，请压缩。"


@pytest.fixture
def submitted(ripe, people):
    submit_for_selection(lesson=ripe, by=people["author"])
    return LessonPage.objects.get(pk=ripe.pk)


def sent(lesson, choice, words="", step=None):
    step = step or lesson.current_workflow_task_state.pk
    return {"choice": choice, "words": words, "step": step}


def decide(client, lesson, data):
    return client.post(reverse("lessons:decide", args=[lesson.pk]), data, follow=True)


def test_lesson_goes_up_step_by_step(sign_in, submitted, people):
    page = decide(sign_in(people["school_admin"]), submitted, sent(submitted, "approve", "好。"))
    assert "Recommended. The lesson waits for a curator now." in page.text
    assert "<q>好。</q>" in page.text
    lesson = LessonPage.objects.get()
    page = decide(sign_in(people["curator"]), lesson, sent(lesson, "approve"))
    assert "Selected. The whole district can see the lesson, and Author knows." in page.text
    assert 'data-stage="selected"' in page.text


def test_sent_back_with_a_reason(sign_in, submitted, people):
    page = decide(sign_in(people["school_admin"]), submitted, sent(submitted, "send-back", WORDS))
    assert "Sent back. Author reads your reason" in page.text
    assert WORDS in page.text


def test_reason_stays_when_who_sent_it_back_is_gone(sign_in, submitted, people):
    decide(sign_in(people["school_admin"]), submitted, sent(submitted, "send-back", WORDS))
    people["school_admin"].delete()
    client = sign_in(people["author"])
    page = client.get(reverse("lessons:lesson", args=[submitted.pk])).text
    assert ("Sent back by somebody who is gone" in page, WORDS in page) == (True, True)
    today = client.get("/").text
    assert (f"<q>{WORDS}</q>" in today, "None" in today) == (True, False)


def test_sending_back_asks_for_the_reason_where_the_words_are_missing(sign_in, submitted, people):
    client = sign_in(people["school_admin"])
    page = client.post(
        reverse("lessons:decide", args=[submitted.pk]), sent(submitted, "send-back", "  ")
    )
    assert page.status_code == 422
    assert "Say why you send it back: the author will read it." in page.text


def test_nonsense_changes_nothing(sign_in, submitted, people):
    client = sign_in(people["school_admin"])
    address = reverse("lessons:decide", args=[submitted.pk])
    for data in ({}, {"choice": "burn", "step": "x"}, {"choice": "approve", "step": "9" * 40}):
        assert client.post(address, data).status_code == 422
    assert client.get(address).status_code == 405
    assert LessonPage.objects.get().workflow_in_progress


def test_slower_of_two_hears_it_and_keeps_their_words(sign_in, submitted, people, person, schools):
    other = person("other-admin", "school-admin", schools[0])
    data = sent(submitted, "send-back", WORDS)
    send_back(lesson=submitted, by=other, reason="已退回。")
    client = sign_in(people["school_admin"])
    page = client.post(reverse("lessons:decide", args=[submitted.pk]), data)
    assert page.status_code == 422
    assert "Nothing was changed: Other-Admin has already sent the lesson back." in page.text
    assert "What you wrote was not sent:" in page.text
    assert WORDS in page.text


def test_words_survive_when_the_author_took_the_lesson_back(sign_in, submitted, people):
    data = sent(submitted, "send-back", WORDS)
    withdraw_submission(lesson=submitted, by=people["author"])
    client = sign_in(people["school_admin"])
    page = client.post(reverse("lessons:decide", args=[submitted.pk]), data)
    assert "does not wait for a decision any more" in page.text
    assert WORDS in page.text


def test_curator_whose_lesson_became_a_draft_keeps_the_words_and_learns_nothing(
    sign_in, submitted, people
):
    data = sent(submitted, "send-back", WORDS)
    set_visibility(lesson=submitted, visibility=Visibility.DRAFT, by=people["author"])
    client = sign_in(people["curator"])
    for pk in (submitted.pk, 999_999):
        page = client.post(reverse("lessons:decide", args=[pk]), data)
        assert page.status_code == 404
        assert "Nothing waits here" in page.text
        assert WORDS in page.text
        assert submitted.title not in page.text


def test_curator_does_not_decide_for_a_school_that_has_an_admin(sign_in, submitted, people):
    page = decide(sign_in(people["curator"]), submitted, sent(submitted, "approve"))
    assert page.status_code == 403
