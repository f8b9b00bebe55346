import pytest
from django.urls import reverse

from lessons.models import LessonPage
from tests.factories.lessons import TakeFactory
from tests.factories.research import PhaseMarkFactory
from tests.research.windows import base_in, shown_in

pytestmark = pytest.mark.django_db

STARTS = ("0:00", "0:40.5", "", "3:00", "9:59")


def url_of(take):
    return reverse("research:phases", args=[take.pk])


def sent(*starts):
    return {f"start_{position}": start for position, start in enumerate(starts)}


def values(page):
    return [field.value() for field in page.context["form"].visible_fields()]


def test_the_plan_suggests_where_phases_begin(take, author):
    page = author.get(url_of(take))
    assert values(page) == ["0:00", "1:15", "5:00", "7:30", "9:15"]
    assert page.text.count("data-suggested") == 5


def test_what_is_kept_is_no_suggestion_any_more(take, author):
    answer = author.post(url_of(take), sent(*STARTS))
    assert answer["Location"] == reverse("lessons:take", args=[take.pk])
    page = author.get(url_of(take))
    assert values(page) == list(STARTS)
    assert page.text.count("data-suggested") == 0
    assert "Change the marks" in author.get(reverse("lessons:take", args=[take.pk])).text


def test_what_was_typed_stays_beside_what_is_wrong_with_it(take, author):
    typed = ["0:10", "0:05", "bald", "", "99:00"]
    page = author.post(url_of(take), sent(*typed))
    assert (page.status_code, values(page)) == (422, typed)
    assert "minutes and seconds, like 2:31" in page.text
    page = author.post(url_of(take), sent("0:10", "0:05", "", "", "99:00"))
    assert page.status_code == 422
    assert "“New content” must start after “Lead-in”" in page.text
    assert "“Wrap-up” starts after the recording has ended" in page.text
    assert take.phase_marks.count() == 0


def test_marks_can_all_be_taken_away(take, author):
    PhaseMarkFactory(take=take)
    author.post(url_of(take), sent("", "", "", "", ""))
    assert take.phase_marks.count() == 0


def test_a_plan_without_phases_says_what_to_do(take, author):
    take.plan.content["phases"] = "[]"
    take.plan.save()
    assert "has no phases" in author.get(url_of(take)).text


def test_a_recording_that_does_not_play_is_not_marked_yet(take, author):
    waiting = TakeFactory(lesson=LessonPage.objects.get(pk=take.lesson_id))
    assert "not ready yet" in author.get(url_of(waiting)).text
    assert "phases-section" not in author.get(reverse("lessons:take", args=[waiting.pk])).text


def test_the_room_shows_phases_as_taught_once_they_are_marked(take, author):
    room = reverse("research:room", args=[take.pk])
    assert "Phases as planned" in author.get(room).text
    PhaseMarkFactory(take=take, name="识字", start_ms=60_000)
    page = author.get(room).text
    assert "Phases as taught" in page
    assert '<li style="width:90.0%" title="识字">识字 <span>9′</span></li>' in page


def chapters_of(take, client):
    return client.get(reverse("research:chapters", args=[take.pk])).text


def test_player_gets_the_phases_as_chapters(take, author):
    page = author.get(reverse("research:room", args=[take.pk]))
    assert (chapters_of(take, author), page.context["player"]["chapters"]) == ("WEBVTT\n", "")
    author.post(url_of(take), sent(*STARTS))
    page = author.get(reverse("research:room", args=[take.pk]))
    assert page.context["player"]["chapters"] == reverse("research:chapters", args=[take.pk])
    assert chapters_of(take, author).split("\n\n")[2:4] == [
        "00:00:40.500 --> 00:03:00.000\nNew content",
        "00:03:00.000 --> 00:09:59.000\nSharing",
    ]


def test_two_windows_on_the_phases_lose_nothing(take, author):
    suggested = author.get(url_of(take))
    old = {"before": base_in(suggested)}
    author.post(url_of(take), old | sent(*STARTS))
    clash = author.post(url_of(take), old | sent(*values(suggested)))
    assert clash.status_code == 422
    assert ("0:40.5</dd>" in clash.text, "1:15</dd>" in clash.text) == (True, True)
    assert values(author.get(url_of(take))) == list(STARTS)
    author.post(url_of(take), old | sent(*values(suggested)) | {"over": shown_in(clash)})
    assert values(author.get(url_of(take))) == values(suggested)
