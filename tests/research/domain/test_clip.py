import pytest
from django.core.exceptions import ValidationError

from lessons.enums import Visibility
from moke.accounts.enums import Role
from research.domain.clip import MOST_CLIPS, find_span
from research.domain.post import edit_post
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import TakeFactory
from tests.factories.research import PostFactory, WatchableTakeFactory, span

pytestmark = pytest.mark.django_db

HOST = "moke.example.org"


@pytest.fixture
def take():
    return WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)


@pytest.fixture
def teacher():
    return MembershipFactory().person


def find(text, person):
    found = find_span(text=text, host=HOST, person=person)
    return found.take, found.start_ms, found.end_ms


def trim(take):
    """As if the first 20 seconds and some of the end were cut away from what was longer."""
    take.recording.zero_ms, take.recording.kept_ms = 20_000, 600_000
    take.recording.save()


def refused(text, person):
    with pytest.raises(ValidationError) as refusal:
        find_span(text=text, host=HOST, person=person)
    return refusal.value.message_dict["clips"][0]


@pytest.mark.parametrize(
    ("moment", "start_ms", "end_ms"),
    [
        ("95-120", 95_000, 120_000),
        ("1:35-2:00", 95_000, 120_000),
        ("95.5–120", 95_500, 120_000),
        ("95", 95_000, 125_000),
        ("590", 590_000, 600_000),
        ("0-600.4", 0, 600_000),
    ],
)
def test_span_is_cut_from_the_take(take, teacher, moment, start_ms, end_ms):
    assert find(f"/takes/{take.pk}/room/?t={moment}", teacher) == (take, start_ms, end_ms)


@pytest.mark.parametrize(
    ("asked", "start_ms", "end_ms"),
    [
        ("95-120&zero=0", 75_000, 100_000),
        ("95-120&zero=20", 95_000, 120_000),
        ("95-120", 95_000, 120_000),
        ("10-50&zero=0", 0, 30_000),
        ("600-700&zero=0", 580_000, 600_000),
    ],
)
def test_span_is_found_where_it_is_since_a_trim(take, teacher, asked, start_ms, end_ms):
    trim(take)
    assert find(f"/takes/{take.pk}/room/?t={asked}", teacher) == (take, start_ms, end_ms)


@pytest.mark.parametrize("asked", ["5-9", "5", "650-700"])
def test_span_that_was_cut_away_is_refused(take, teacher, asked):
    trim(take)
    words = "This part was cut away from the recording."
    assert refused(f"/takes/{take.pk}/room/?t={asked}&zero=0", teacher) == words


def test_span_s_address_says_from_where_it_counts(take):
    trim(take)
    assert span(take).address == f"/takes/{take.pk}/room/?t=95-120&zero=20"


def test_span_of_a_lesson_is_of_the_take_that_its_page_plays(take, teacher):
    later = WatchableTakeFactory(lesson=take.lesson)
    TakeFactory(lesson=take.lesson)
    page = f"/lessons/{take.lesson_id}/"
    assert find(f"{page}?t=5-9", teacher)[0] == later
    assert find(f"{page}?take=1&t=5-9", teacher)[0] == take


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("120-95", "A span ends after it starts."),
        ("95-95", "A span ends after it starts."),
        ("-5", "Write the span as start and end, like 1:35-2:00."),
        ("5-", "Write the span as start and end, like 1:35-2:00."),
        ("x", "Write the span as start and end, like 1:35-2:00."),
        ("1-2-3", "Write the span as start and end, like 1:35-2:00."),
        ("9999999999999", "Write the span as start and end, like 1:35-2:00."),
        ("601", "This moment lies outside the recording, which ends at 10:00."),
        ("590-700", "This moment lies outside the recording, which ends at 10:00."),
        ("600", "A span ends after it starts."),
    ],
)
def test_spans_that_are_none_are_refused_in_words(take, teacher, moment, words):
    assert refused(f"/takes/{take.pk}/room/?t={moment}", teacher) == words


def test_lessons_that_are_not_open_and_those_that_are_not_there_look_alike(take):
    elsewhere = MembershipFactory().person
    hidden = WatchableTakeFactory(lesson__visibility=Visibility.SCHOOL)
    words = "There is no such lesson, or it is not open to you."
    assert refused(f"/takes/{hidden.pk}/room/?t=5", elsewhere) == words
    assert refused("/takes/99999/room/?t=5", elsewhere) == words
    assert refused("/lessons/99999/?t=5", elsewhere) == words


def test_what_cannot_be_played_cannot_be_quoted(teacher):
    waiting = TakeFactory(lesson__visibility=Visibility.DISTRICT)
    words = "The recording of this take cannot be played yet."
    assert refused(f"/takes/{waiting.pk}/room/?t=5", teacher) == words


def test_other_addresses_are_refused(teacher):
    words = "This is not the address of a moment in a lesson of this site."
    assert refused("https://e.org/takes/1/room/?t=5", teacher) == words


def test_clips_keep_their_order_and_may_be_taken_out(take, teacher):
    post = PostFactory(author=teacher, clips=[span(take, n, n + 5) for n in (30, 10, 20)])
    first, second, third = post.clips.all()
    assert [clip.start_ms for clip in (first, second, third)] == [30_000, 10_000, 20_000]
    edit_post(post=post, body=post.body, clips=[third, span(take, 1, 2), first])
    assert [clip.start_ms for clip in post.clips.all()] == [20_000, 1_000, 30_000]


def test_clips_are_counted(take, teacher):
    spans = [span(take, n, n + 5) for n in range(MOST_CLIPS + 1)]
    with pytest.raises(ValidationError) as refusal:
        PostFactory(author=teacher, clips=spans)
    assert refusal.value.message_dict == {"clips": ["A post quotes at most 8 clips; these are 9."]}
    assert PostFactory(author=teacher, clips=spans[1:]).clips.count() == MOST_CLIPS


def test_quoting_needs_the_lesson_now(take, teacher):
    quoted = span(take)
    type(take.lesson).objects.filter(pk=take.lesson_id).update(visibility=Visibility.DRAFT)
    quoted.take.lesson.refresh_from_db()
    with pytest.raises(ValidationError):
        PostFactory(author=teacher, clips=[quoted])


def test_one_s_own_clip_of_a_withdrawn_lesson_may_stay(take, teacher):
    post = PostFactory(author=teacher, clips=[span(take)])
    type(take.lesson).objects.filter(pk=take.lesson_id).update(visibility=Visibility.DRAFT)
    edit_post(post=post, body="<p>改一改。</p>", clips=list(post.clips.all()))
    assert post.clips.count() == 1


def test_curators_quote_what_schools_show_them():
    curator = MembershipFactory(role=Role.CURATOR).person
    take = WatchableTakeFactory(lesson__visibility=Visibility.SCHOOL)
    assert find(f"/takes/{take.pk}/room/?t=5-9", curator) == (take, 5_000, 9_000)
