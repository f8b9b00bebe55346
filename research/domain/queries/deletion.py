"""What somebody wrote about a take that was deleted, to be read and copied."""

from collections.abc import Sequence
from dataclasses import dataclass

from lessons.models import Take
from moke.accounts.models import User
from research.domain.queries.observation import find_observation
from research.domain.wording import read_wording
from research.models import Comment, Reply


@dataclass(frozen=True)
class OwnWords:
    """A person's words about a take, oldest first; `form` pairs what was asked with the words."""

    comments: Sequence[Comment]
    replies: Sequence[Reply]
    form: Sequence[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.comments or self.replies or self.form)


def own_words(*, take: Take, person: User) -> OwnWords:
    """Return all that the person wrote about the take, private notes and a begun form with it."""
    comments = Comment.objects.filter(take=take, author=person, deleted_at=None)
    replies = Reply.objects.filter(comment__take=take, author=person, deleted_at=None)
    return OwnWords(
        comments=list(comments.order_by("start_ms", "pk")),
        replies=list(replies.select_related("comment").order_by("pk")),
        form=_form(take, person),
    )


def _form(take: Take, person: User) -> list[tuple[str, str]]:
    observation = find_observation(take=take, person=person)
    if observation is None:
        return []
    wording = read_wording(observation.wording)
    said = []
    for dimension, score in zip(wording.dimensions, observation.scores.all(), strict=True):
        level = str(score.get_level_display()) if score.level is not None else ""
        said.append((dimension.name, "\n".join(filter(None, [level, score.words]))))
        said += score.seen.items()
    said += zip(wording.questions, observation.answers, strict=False)
    return [(asked, words) for asked, words in said if words]
