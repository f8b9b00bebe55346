"""Tags on comments: who may carry which, and what stays when a tag is retired."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import translation

from research.domain.comment import delete_comment, edit_comment
from research.domain.comment_sheet import import_comments, read_sheet
from research.domain.queries.record import record_of
from research.domain.record_sheet import record_rows
from research.models import Tag
from research.models.tag import MOST_OFFERED
from tests.factories.accounts import UserFactory
from tests.factories.research import CommentFactory, TagFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db


def carried(comment):
    return sorted(comment.comment_tags.values_list("tag", flat=True))


def test_tags_are_put_on_changed_and_gone_with_the_comment():
    first, second, third, fourth = (tag.pk for tag in TagFactory.create_batch(4))
    comment = CommentFactory(tags=[first, second])
    edit_comment(comment=comment, body=comment.body, tags=[second, third])
    assert carried(comment) == [second, third]
    edit_comment(comment=comment, body="别的话。")
    assert carried(comment) == [second, third]
    with pytest.raises(ValidationError) as error:
        edit_comment(comment=comment, body="好。", tags=[first, second, third, fourth])
    assert error.value.message_dict == {
        "tags": ["A comment carries at most 3 tags. Take some away."]
    }
    delete_comment(comment=comment)
    assert carried(comment) == []


def test_retired_tag_stays_where_it_is_and_goes_nowhere_else():
    tag = TagFactory()
    comment = CommentFactory(tags=[tag.pk])
    tag.is_offered = False
    tag.save()
    edit_comment(comment=comment, body="改一改。", tags=[])
    assert carried(comment) == [tag.pk]
    with pytest.raises(ValidationError, match="not on offer any more"):
        CommentFactory(tags=[tag.pk])
    with pytest.raises(ProtectedError):
        tag.delete()


def test_a_district_offers_twelve_at_most():
    TagFactory.create_batch(MOST_OFFERED)
    with pytest.raises(ValidationError, match="Retire one first"):
        TagFactory.build().full_clean()
    TagFactory.build(is_offered=False).full_clean()


def test_tags_go_out_into_a_table_and_come_back_from_one():
    take = WatchableTakeFactory()
    pace, asking = TagFactory(name_zh="节奏", name_en="Pace"), TagFactory(name_zh="提问")
    CommentFactory(take=take, start_ms=0, tags=[asking.pk, pace.pk])
    head, row = record_rows(record_of(take.lesson, take.lesson.author))
    assert row[head.index("Tags")] == f"Pace; {asking.name_en}"
    text = "时间,类型,意见,标签\n0:09,建议,慢一点。,节奏；提问\n"
    [remark] = read_sheet(take=take, person=UserFactory(), text=text).remarks
    [comment] = import_comments(
        take=take, author=CommentFactory(take=take).author, remarks=[remark]
    )
    assert carried(comment) == sorted([pace.pk, asking.pk])


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("快", "Row 2: “快” is no tag on offer. There are: Pace."),
        ("", None),
    ],
)
def test_table_names_only_tags_on_offer(cell, problem):
    TagFactory(name_zh="节奏", name_en="Pace")
    take = WatchableTakeFactory()
    sheet = f"time,kind,text,tags\n0:09,note,慢一点。,{cell}\n"
    if problem is None:
        assert [
            remark.tags
            for remark in read_sheet(take=take, person=UserFactory(), text=sheet).remarks
        ] == [()]
        return
    with pytest.raises(ValidationError) as error:
        read_sheet(take=take, person=UserFactory(), text=sheet)
    assert error.value.messages == [problem]


def test_a_tag_is_called_in_the_readers_language():
    TagFactory(name_zh="节奏", name_en="Pace")
    with translation.override("zh-hans"):
        assert [str(tag) for tag in Tag.objects.all()] == ["节奏"]
    assert [str(tag) for tag in Tag.objects.all()] == ["Pace"]
