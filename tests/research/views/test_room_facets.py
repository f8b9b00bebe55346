"""Tags and facets of a room, as its page and its composer have them."""

import pytest

from research.models import Comment
from tests.factories.research import CommentFactory, TagFactory
from tests.research.views.test_room import FETCH, SAID, comments, ids, room

pytestmark = pytest.mark.django_db


def test_facets_of_the_address_hold_without_a_script(take, reviewer, reviewing):
    tag = TagFactory(name_en="Pace")
    tagged = CommentFactory(take=take, author=reviewing, tags=[tag.pk])
    CommentFactory(take=take)
    page = reviewer.get(room(take), {"tag": tag.pk, "kind": tagged.kind})
    assert ids(page) == [f"comment-{tagged.pk}"]
    text = page.content.decode()
    assert f'<option value="{tag.pk}" data-name="Pace" selected>Pace</option>' in text
    assert f'<li data-tag="{tag.pk}">Pace</li>' in text


def test_composer_puts_tags_on_and_says_which_are_too_many(take, reviewer):
    tags = [tag.pk for tag in TagFactory.create_batch(4)]
    assert (
        reviewer.post(comments(take), SAID | {"tags": tags[:2]}, headers=FETCH).status_code == 201
    )
    assert [t.tag_id for t in Comment.objects.get().comment_tags.all()] == tags[:2]
    refused = reviewer.post(comments(take), SAID | {"tags": tags}, headers=FETCH)
    text = refused.content.decode()
    assert (refused.status_code, text.count(" checked>")) == (422, 5)
    assert "A comment carries at most 3 tags." in text
    answer = reviewer.post(comments(take), SAID | {"tags": ["x", "-1"]}, headers=FETCH)
    assert answer.status_code == 422
