import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from research.models import Comment, LiveLesson
from tests.factories.lessons import TakeFactory
from tests.factories.live import LiveLessonFactory, LiveMarkFactory, LiveSeatFactory

pytestmark = pytest.mark.django_db


def address(name, take):
    return reverse(f"research:{name}", args=[take.pk])


def test_author_starts_shows_the_code_and_ends(sign_in):
    take = TakeFactory()
    author = sign_in(take.lesson.author)
    assert 'id="to-live"' in author.get(reverse("lessons:take", args=[take.pk])).text
    page = author.post(address("live_start", take), follow=True).text
    live = LiveLesson.objects.get()
    shown = f"<span>{live.code[:3]}</span> <span>{live.code[3:]}</span>"
    assert (shown in page, f"with the code {live.code}" in page) == (True, True)
    page = author.post(address("live_end", take), follow=True).text
    assert ("Its code opens nothing any more" in page, shown in page) == (True, False)


@pytest.mark.parametrize("number", [1, 30])
def test_page_of_who_is_in_asks_the_same_however_many_they_are(
    sign_in, django_assert_num_queries, number
):
    live = LiveLessonFactory(running=True)
    for seat in LiveSeatFactory.create_batch(number, live=live):
        LiveMarkFactory(live=live, author=seat.person)
    author = sign_in(live.started_by)
    author.get(address("live", live.take))
    with django_assert_num_queries(6):
        page = author.get(address("live", live.take)).text
    assert page.count("1 mark<") == number


def test_author_nudges_all_marks_and_puts_them_into_the_room(take, author):
    live = LiveLessonFactory(take=take)
    LiveMarkFactory(live=live)
    LiveMarkFactory(live=live, at_s=9000)
    page = author.get(address("live", take)).text
    assert ('data-at="10"' in page, "1 mark lies outside" in page) == (True, True)
    begins = timezone.localtime(live.started_at).strftime("%Y-%m-%dT%H:%M:%S")
    sent = {"recorded_from": begins, "shift": "-4", "nudge": "1"}
    author.post(address("live_align", take), sent)
    live.refresh_from_db()
    assert live.shift_ms == -3000
    page = author.post(address("live_place", take), follow=True).text
    assert "1 mark is a comment in the review room now." in page
    assert Comment.objects.get().start_ms == 7000


def test_author_nudges_comments_that_were_marks_and_sees_by_how_much_before(take, author):
    live = LiveLessonFactory(take=take)
    LiveMarkFactory(live=live)
    author.post(address("live_place", take))
    begins = timezone.localtime(live.started_at).strftime("%Y-%m-%dT%H:%M:%S")
    sent = {"recorded_from": begins, "shift": "0", "nudge": "10", "zero": "0"}
    page = author.post(address("live_align", take), sent, follow=True).text
    assert ("1 comment in the review room moved along." in page, 'data-at="20"' in page) == (
        True,
        True,
    )
    assert f"begins at {begins[-8:]}, and all marks are moved by +10 s." in page
    author.post(address("live_align", take), sent | {"shift": "10", "nudge": "-1"})
    assert Comment.objects.get().start_ms == 19_000


def test_nudge_of_a_page_older_than_a_trim_counts_from_what_it_showed(take, author):
    begins = timezone.now().replace(microsecond=0)
    live = LiveLessonFactory(take=take, started_at=begins)
    LiveMarkFactory(live=live, at_s=30)
    live.recorded_from = begins + datetime.timedelta(seconds=10)
    live.save()
    take.recording.zero_ms = 10_000
    take.recording.save()
    shown = timezone.localtime(begins).strftime("%Y-%m-%dT%H:%M:%S")
    sent = {"recorded_from": shown, "shift": "1", "zero": "0"}
    author.post(address("live_align", take), sent)
    live.refresh_from_db()
    assert (live.recorded_from - begins, live.shift_ms) == (datetime.timedelta(seconds=10), 1000)


def test_author_takes_over_when_the_file_says_that_it_begins(take, author):
    live = LiveLessonFactory(take=take)
    LiveMarkFactory(live=live)
    begins = live.started_at.replace(microsecond=0) - datetime.timedelta(seconds=30)
    take.recording.possible_starts = [begins.isoformat()]
    take.recording.save()
    offered = timezone.localtime(begins).strftime("%Y-%m-%dT%H:%M:%S")
    page = author.get(address("live", take)).text
    assert ('id="suggested"' in page, f'value="{offered}"' in page) == (True, True)
    author.post(address("live_align", take), {"recorded_from": offered, "shift": "0"})
    live.refresh_from_db()
    assert live.recorded_from == begins
    assert 'id="suggested"' not in author.get(address("live", take)).text


@pytest.mark.parametrize("sent", [{}, {"recorded_from": "x"}, {"shift": "a"}, {"shift": "99999"}])
def test_alignment_that_cannot_be_keeps_what_was_typed(take, author, sent):
    live = LiveLessonFactory(take=take)
    LiveMarkFactory(live=live)
    begins = timezone.localtime(live.started_at + datetime.timedelta(hours=9))
    usual = {"recorded_from": begins.strftime("%Y-%m-%dT%H:%M:%S")}
    answer = author.post(address("live_align", take), usual | sent)
    assert (answer.status_code, 'aria-invalid="true"' in answer.text) == (422, True)
