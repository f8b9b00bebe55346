"""Tags (标签) on comments: put on and taken off by who wrote the comment."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from research.models import Comment, CommentTag, Tag

MOST_ON_ONE = 3


def set_tags(*, comment: Comment, tags: Collection[int]) -> bool:
    """Let a comment carry these tags, by their keys, and say whether that changed anything.

    Retired ones that it carries stay. Raises ValidationError for more than three, and for those
    that the district does not offer.
    """
    carried = dict(comment.comment_tags.values_list("tag", "tag__is_offered"))
    wanted = set(tags) | {pk for pk, is_offered in carried.items() if not is_offered}
    _check_offered(wanted - carried.keys())
    check_few(tags=wanted)
    if wanted == carried.keys():
        return False
    comment.comment_tags.exclude(tag__in=wanted).delete()
    CommentTag.objects.bulk_create(
        CommentTag(comment=comment, tag_id=pk) for pk in sorted(wanted - carried.keys())
    )
    return True


def check_few(*, tags: Collection[int]) -> None:
    """Raise ValidationError where these are more tags than one comment carries."""
    if len(tags) > MOST_ON_ONE:
        message = _("A comment carries at most %(most)d tags. Take some away.")
        raise ValidationError({"tags": message % {"most": MOST_ON_ONE}})


def _check_offered(tags: Collection[int]) -> None:
    if tags and Tag.objects.offered().filter(pk__in=tags).count() < len(tags):
        message = _("One of the tags is not on offer any more. Choose among those that are shown.")
        raise ValidationError({"tags": message})
