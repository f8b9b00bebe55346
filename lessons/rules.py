"""Who may do what with a lesson or a recording: the matrix of the access rules as sentences.

`LessonQuerySet.visible_to` tells the truth of `read_lesson` once more, as one query; tests
compare the two.
"""

import rules

from lessons.enums import Visibility
from lessons.models import Invitation, ReasonedAccess
from lessons.models.querysets import other_admins
from moke.accounts.enums import TEACHING_ROLES, Role
from moke.accounts.models import TeachingGroup
from moke.media.enums import State

# What the lesson is --------------------------------------------------------------


@rules.predicate
def is_for_everyone(person, lesson):
    return lesson.visibility == Visibility.PUBLIC


@rules.predicate
def is_for_the_district(person, lesson):
    return lesson.visibility == Visibility.DISTRICT


@rules.predicate
def is_for_its_school(person, lesson):
    return lesson.visibility == Visibility.SCHOOL


@rules.predicate
def is_a_draft(person, lesson):
    return lesson.visibility == Visibility.DRAFT


# What the person is to it --------------------------------------------------------


@rules.predicate
def is_author(person, lesson):
    return lesson.author_id == person.pk


@rules.predicate
def is_reviewer(person, lesson):
    """Invited, and still teaching: who has left the district leaves its drafts behind."""
    return (
        person.is_authenticated
        and person.is_teacher
        and Invitation.objects.filter(take__lesson=lesson.pk, person=person).exists()
    )


@rules.predicate
def is_teacher(person):
    return person.is_authenticated and person.is_teacher


@rules.predicate
def is_teacher_of_a_school(person):
    return person.is_authenticated and bool(person.schools_as(*TEACHING_ROLES))


@rules.predicate
def is_teacher_of_its_school(person, lesson):
    return person.is_authenticated and lesson.school_id in person.schools_as(*TEACHING_ROLES)


@rules.predicate
def is_admin_of_its_school(person, lesson):
    return person.is_authenticated and lesson.school_id in person.schools_as(Role.SCHOOL_ADMIN)


@rules.predicate
def has_no_admin_but_its_author(person, lesson):
    """Then the curator decides in place of the school: nobody judges their own lesson."""
    return not other_admins(school=lesson.school_id, author=lesson.author_id).exists()


@rules.predicate
def is_curator(person):
    return person.is_authenticated and person.is_curator


@rules.predicate
def runs_a_school_or_the_district(person):
    return person.is_authenticated and (
        person.is_curator or bool(person.schools_as(Role.SCHOOL_ADMIN))
    )


@rules.predicate
def is_student_of_its_grade(person, lesson):
    return person.is_authenticated and any(
        m.role == Role.STUDENT and m.grade == lesson.grade for m in person.standing
    )


@rules.predicate
def is_student_of_its_grade_and_school(person, lesson):
    return person.is_authenticated and any(
        m.role == Role.STUDENT and (m.grade, m.school_id) == (lesson.grade, lesson.school_id)
        for m in person.standing
    )


@rules.predicate
def is_operator(person):
    return person.is_authenticated and person.is_superuser and not person.standing


@rules.predicate
def gave_a_reason(person, lesson):
    return person.is_authenticated and ReasonedAccess.objects.lasting().of(person, lesson).exists()


# What follows for a lesson -------------------------------------------------------

has_left_its_author = ~is_a_draft
may_read = (
    is_for_everyone
    | is_author
    | (is_for_the_district & (is_teacher | is_student_of_its_grade))
    | (is_for_its_school & (is_teacher_of_its_school | is_curator))
    | (is_for_its_school & is_student_of_its_grade_and_school)
    | is_admin_of_its_school
    | is_reviewer
    | (has_left_its_author & is_operator & gave_a_reason)
)
reads_as_a_teacher = is_author | is_teacher | is_reviewer | is_operator
may_give_a_reason = (has_left_its_author & is_operator) | (
    may_read & (is_admin_of_its_school | is_curator)
)

rules.add_perm("lessons.read_lesson", may_read)
rules.add_perm("lessons.read_plan", may_read & reads_as_a_teacher)
rules.add_perm("lessons.edit_lesson", is_author)
rules.add_perm("lessons.set_visibility", is_author)
rules.add_perm(
    "lessons.withdraw_lesson",
    has_left_its_author & (is_author | is_admin_of_its_school | is_curator),
)
may_recommend = (
    has_left_its_author
    & ~is_author
    & (is_admin_of_its_school | (is_curator & has_no_admin_but_its_author))
)
may_select = has_left_its_author & ~is_author & is_curator
rules.add_perm("lessons.submit_lesson", is_author)
rules.add_perm("lessons.decide_recommendation", may_recommend)
rules.add_perm("lessons.decide_selection", may_select)
rules.add_perm("lessons.decide_lesson", may_select | may_recommend)
rules.add_perm(
    "lessons.follow_submission", may_read & (is_author | is_admin_of_its_school | is_curator)
)
rules.add_perm("lessons.see_submissions", runs_a_school_or_the_district)
rules.add_perm("lessons.prepare_lesson", is_teacher_of_a_school)
rules.add_perm("lessons.open_take", is_author)
rules.add_perm("lessons.give_reason", may_give_a_reason)


# What follows for its takes and recordings ---------------------------------------


@rules.predicate
def is_author_of_its_lesson(person, take):
    return is_author(person, take.lesson)


@rules.predicate
def is_kept(person, take):
    """It was not deleted."""
    return take.deleted_at is None


@rules.predicate
def was_deleted_by_another(person, take):
    return take.deleted_by_id not in {None, person.pk}


@rules.predicate
def is_of_a_school_they_run(person, take):
    return is_admin_of_its_school(person, take.lesson)


@rules.predicate
def owns_it(person, recording):
    return recording.owner_id == person.pk


@rules.predicate
def is_not_deleted(person, recording):
    return recording.state != State.DELETED


@rules.predicate
def belongs_to_a_take(person, recording):
    return hasattr(recording, "take")


@rules.predicate
def is_its_guest(person, take):
    """Somebody from outside whose link opens this very take, and nothing else."""
    return person.is_authenticated and person.is_guest and person.guest_take_id == take.pk


@rules.predicate
def is_guest_of_its_take(person, recording):
    return is_its_guest(person, recording.take)


@rules.predicate
def may_read_the_lesson_of_its_take(person, recording):
    return may_read(person, recording.take.lesson)


@rules.predicate
def gave_a_reason_for_the_lesson_of_its_take(person, recording):
    lesson = recording.take.lesson
    overseer = is_admin_of_its_school(person, lesson) or is_curator(person)
    return overseer and may_read(person, lesson) and gave_a_reason(person, lesson)


@rules.predicate
def is_shown(person, recording):
    """Its owner does not hold it back until faces in it are blurred."""
    return not recording.is_held_back


@rules.predicate
def is_locked_away(person, recording):
    """Its file shows faces that were blurred in what is watched."""
    return recording.source_is_locked


@rules.predicate
def leads_a_group_of_its_author(person, take):
    """The author has opened the lesson to them, and belongs to a group that they lead."""
    lesson = take.lesson
    return (
        is_teacher(person)
        and may_read(person, lesson)
        and TeachingGroup.objects.filter(lead=person, members=lesson.author_id).exists()
    )


may_lead_review = is_author_of_its_lesson | leads_a_group_of_its_author

may_delete = is_author_of_its_lesson | is_of_a_school_they_run

rules.add_perm("lessons.edit_take", is_kept & is_author_of_its_lesson)
rules.add_perm("lessons.invite_reviewer", is_kept & may_lead_review)
rules.add_perm("lessons.delete_take", may_delete)
# What the school took away, such as when consent was withdrawn, its author does not bring back.
rules.add_perm(
    "lessons.restore_take",
    is_of_a_school_they_run | (is_author_of_its_lesson & ~was_deleted_by_another),
)
rules.add_perm(
    "media.stream_recording",
    is_not_deleted
    & (
        (is_shown & belongs_to_a_take & (is_guest_of_its_take | may_read_the_lesson_of_its_take))
        | owns_it
    ),
)
rules.add_perm("media.upload_recording", is_not_deleted & owns_it)
rules.add_perm(
    "media.download_source",
    is_not_deleted
    & ~is_locked_away
    & (owns_it | (is_shown & belongs_to_a_take & gave_a_reason_for_the_lesson_of_its_take)),
)
