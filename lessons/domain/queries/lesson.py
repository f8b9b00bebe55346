"""Finding a lesson, and what its page shows to whom."""

from dataclasses import dataclass

from lessons.enums import AttachmentKind
from lessons.models import Attachment, HomeworkItem, LessonPage, Take
from moke.accounts.anybody import Anybody

STUDENTS_KINDS = (AttachmentKind.COURSEWARE, AttachmentKind.TASK_SHEET)


def find_lesson(*, person: Anybody, pk: int) -> LessonPage | None:
    """Return the lesson with its author and school, or None where the person must not know.

    One lesson is judged by the rule, which asks the database only where it must.
    """
    lesson = LessonPage.objects.select_related("author", "school").filter(pk=pk).first()
    return lesson if lesson and person.has_perm("lessons.read_lesson", lesson) else None


@dataclass(frozen=True)
class LessonView:
    """A lesson as one person sees it."""

    lesson: LessonPage
    takes: list[Take]
    """Newest first; to students only those that can be played."""
    deleted: list[Take]
    """Those that were deleted, told to whoever could enter their rooms."""
    homework: list[HomeworkItem]
    attachments: list[Attachment]
    reads_plan: bool
    """False for students, who see the recording, the tasks and the sheets."""
    is_author: bool
    enters_room: bool
    may_withdraw: bool
    may_delete: bool
    """Its takes."""

    @property
    def can_compare(self) -> bool:
        """Whether two takes can be watched side by side, which is for those who read plans."""
        return self.reads_plan and sum(take.recording.is_ready for take in self.takes) > 1


def view_lesson(*, lesson: LessonPage, person: Anybody) -> LessonView:
    """Gather what the person may see of a lesson that they may read."""
    reads_plan = person.has_perm("lessons.read_plan", lesson)
    every = list(lesson.takes.select_related("recording", "deleted_by").order_by("-number"))
    for take in every:
        take.lesson = lesson
    takes = [take for take in every if take.deleted_at is None]
    gone = [take for take in every if take.deleted_at]
    enters_room = bool(every) and person.has_perm("research.read_record", lesson)
    return LessonView(
        lesson=lesson,
        takes=takes if reads_plan else [t for t in takes if t.recording.is_ready],
        deleted=gone if enters_room else [],
        homework=list(lesson.homework.all()),
        attachments=attachments_of(lesson=lesson, reads_plan=reads_plan),
        reads_plan=reads_plan,
        is_author=person.has_perm("lessons.edit_lesson", lesson),
        enters_room=enters_room,
        may_withdraw=person.has_perm("lessons.withdraw_lesson", lesson),
        may_delete=bool(takes) and person.has_perm("lessons.delete_take", takes[0]),
    )


def attachments_of(*, lesson: LessonPage, reads_plan: bool) -> list[Attachment]:
    """Return the lesson's attachments; without the plan only those made for students."""
    attachments = lesson.attachments.all()
    return list(attachments if reads_plan else attachments.filter(kind__in=STUDENTS_KINDS))
