"""The comments of a lesson as a table for a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from moke.ui.clock import write_clock
from research.domain.queries.record import Record
from research.models import Comment


def record_rows(record: Record) -> Iterator[list[str]]:
    """Yield the head, then a row for each comment, in order of takes and time."""
    yield [
        *(_("Take"), _("Moment"), _("Until"), _("Kind"), _("Reviewer"), _("Comment")),
        *(_("Verdict"), _("Reason"), _("Answered in"), _("Replies"), _("Agree"), _("Tags")),
        _("Pictures and voice"),
    ]
    for chapter in record.chapters:
        for comment in chapter.comments:
            yield _row(chapter.take.number, comment)


def _row(number: int, comment: Comment) -> list[str]:
    verdict = getattr(comment, "verdict", None)
    answer = getattr(comment, "answer", None)
    return [
        str(number),
        write_clock(comment.start_ms / 1000),
        write_clock(comment.end_ms / 1000) if comment.end_ms else "",
        comment.get_kind_display(),
        str(comment.author),
        comment.body,
        verdict.get_choice_display() if verdict else "",
        verdict.reason if verdict else "",
        f"{answer.take.number} · {write_clock(answer.at_ms / 1000)}" if answer else "",
        "\n".join(f"{reply.author}: {reply.body}" for reply in comment.replies.all()),
        str(comment.agreed),
        "; ".join(comment.tag_names),
        "; ".join(one["words"] for one in comment.enclosed),
    ]
