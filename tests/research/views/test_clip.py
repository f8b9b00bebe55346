import pytest
from django.urls import reverse

from lessons.enums import Visibility
from research.models import ClipQuote
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory, TakeFactory
from tests.factories.research import PostFactory, WatchableTakeFactory, span

pytestmark = pytest.mark.django_db

CLOSED = "A clip of a lesson is quoted here. The lesson is not open to you."


@pytest.fixture
def lin():
    return MembershipFactory().person


@pytest.fixture
def client(lin, sign_in):
    return sign_in(lin)


@pytest.fixture
def take():
    return WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT, lesson__title="浮力")


@pytest.fixture
def clip(take):
    return PostFactory(clips=[span(take, 30.5, 42)]).clips.get()


def play(client, clip):
    return client.get(reverse("research:clip", args=[clip.pk])).content.decode()


def test_clip_plays_its_span_and_stores_no_position(client, clip):
    page = play(client, clip)
    assert 'data-start="30.5" data-end="42.0"' in page
    assert 'min="30.5" max="42.0"' in page
    assert 'data-position="0.0"' in page
    assert f"/lessons/{clip.take.lesson_id}/?take=1&amp;t=30.5-42&amp;zero=0#watch" in page


def test_clip_leads_to_the_room_for_those_who_enter_it(client, clip, lin):
    InvitationFactory(take=clip.take, person=lin)
    assert f"/takes/{clip.take_id}/room/?t=30.5-42&amp;zero=0" in play(client, clip)


@pytest.mark.parametrize("how", ["withdrawn", "not ready"])
def test_clip_falls_silent_when_its_lesson_is_taken_away(client, clip, how):
    if how == "withdrawn":
        lessons = type(clip.take.lesson).objects.filter(pk=clip.take.lesson_id)
        lessons.update(visibility=Visibility.DRAFT)
    else:
        clip.take.recording.published_attempt = ""
        clip.take.recording.save()
    page = play(client, clip)
    topic = client.get(reverse("research:topic", args=[clip.post.topic_id])).content.decode()
    for seen in (page, topic):
        assert CLOSED in seen
        for trace in ("浮力", "0:30", str(clip.take.recording.key), str(clip.take.lesson.author)):
            assert trace not in seen


def test_address_becomes_a_card(client, take):
    card = reverse("research:clip_card")
    page = client.get(card, {"address": f"http://testserver/takes/{take.pk}/room/?t=5-9"})
    assert f'name="clips" value="/takes/{take.pk}/room/?t=5-9&amp;zero=0"' in page.content.decode()
    assert "《浮力》" in page.content.decode()
    refused = client.get(card, {"address": f"/takes/{take.pk}/room/?t=9-5"})
    assert refused.status_code == 422
    assert "A span ends after it starts." in refused.content.decode()


def test_picker_offers_what_can_be_played_and_seen(client, take):
    WatchableTakeFactory(lesson__title="别人的草稿")
    TakeFactory(lesson__visibility=Visibility.DISTRICT, lesson__title="还没有录")
    url = reverse("research:clip_lessons")
    page = client.get(url).content.decode()
    assert "浮力" in page
    assert f'data-take="/takes/{take.pk}/room/?t=0"' in page
    assert "别人的草稿" not in page
    assert "还没有录" not in page
    assert "浮力" not in client.get(url, {"words": "喜鹊"}).content.decode()


@pytest.mark.parametrize("number", [1, 12])
def test_picker_takes_the_same_few_queries(client, django_assert_num_queries, number):
    for _ in range(number):
        WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)
    url = reverse("research:clip_lessons")
    client.get(url)
    with django_assert_num_queries(5):
        client.get(url)


def test_cutter_shows_the_player_of_a_take(client, take):
    address = f"/takes/{take.pk}/room/?t=0"
    page = client.get(reverse("research:clip_cutter"), {"address": address}).content.decode()
    assert "<moke-player" in page
    assert f'data-address="/takes/{take.pk}/room/"' in page


def test_a_take_knows_where_it_is_quoted(clip, take):
    assert list(ClipQuote.objects.filter(take=take)) == list(take.quotes.all()) == [clip]
