import pytest

from lessons.enums import Visibility
from research.domain.post import delete_post, edit_post
from research.domain.queries.post import show_earlier, show_page, topic_news
from tests.factories.accounts import MembershipFactory
from tests.factories.research import PostFactory, TopicFactory, WatchableTakeFactory, span

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    return MembershipFactory().person


@pytest.fixture
def topic():
    return TopicFactory()


def keys(letters):
    return [letter.post.pk for letter in letters]


def test_page_shows_the_opening_and_the_latest_answers(topic, viewer):
    author = MembershipFactory().person
    posts = [PostFactory(topic=topic, author=author).pk for _ in range(40)]
    page = show_page(topic=topic, viewer=viewer)
    assert page.opening.post.is_opening
    assert (keys(page.answers), page.earlier) == (posts[10:], 10)
    linked = show_page(topic=topic, viewer=viewer, first=posts[6])
    assert (keys(linked.answers), linked.earlier) == (posts[3:], 3)
    late = show_page(topic=topic, viewer=viewer, first=posts[20])
    assert keys(late.answers) == posts[10:]
    nonsense = show_page(topic=topic, viewer=viewer, first=10**17)
    assert keys(nonsense.answers) == posts[10:]
    earlier, before = show_earlier(topic=topic, viewer=viewer, before=posts[10])
    assert (keys(earlier), before) == (posts[:10], 0)
    assert show_earlier(topic=topic, viewer=viewer, before=posts[0]) == ([], 0)


def test_page_without_answers(topic, viewer):
    page = show_page(topic=topic, viewer=viewer)
    assert (page.answers, page.earlier) == ([], 0)


def test_news_are_what_changed_since(topic, viewer):
    first, second = PostFactory(topic=topic), PostFactory(topic=topic)
    news = topic_news(topic=topic, viewer=viewer, since=2)
    assert (news.change, keys(news.letters)) == (3, [second.pk])
    edit_post(post=first, body="<p>改。</p>")
    delete_post(post=second)
    news = topic_news(topic=topic, viewer=viewer, since=3)
    assert (news.change, keys(news.letters)) == (5, [first.pk, second.pk])
    assert [letter.is_deleted for letter in news.letters] == [False, True]
    assert topic_news(topic=topic, viewer=viewer, since=5).letters == []


def test_clips_are_open_to_those_who_may_see_the_lesson(topic, viewer):
    author = MembershipFactory().person
    shown = WatchableTakeFactory(lesson__visibility=Visibility.DISTRICT)
    hidden = WatchableTakeFactory(lesson__author=author)
    PostFactory(topic=topic, author=author, clips=[span(shown), span(hidden)])

    def seen_by(person):
        (letter,) = show_page(topic=topic, viewer=person).answers
        return [clip.is_open for clip in letter.clips]

    assert (seen_by(viewer), seen_by(author)) == ([True, False], [True, True])
    type(shown.lesson).objects.filter(pk=shown.lesson_id).update(visibility=Visibility.DRAFT)
    assert seen_by(viewer) == [False, False]
