"""Who may do what in a review: the matrix of the access rules as sentences."""

import rules

from lessons.rules import (
    is_admin_of_its_school,
    is_author,
    is_curator,
    is_its_guest,
    is_kept,
    is_reviewer,
    is_teacher,
    may_lead_review,
    may_read,
)
from moke.accounts.enums import TEACHING_ROLES, Role
from research.domain.round import is_blind_to
from research.enums import ACCEPTED

# Of a lesson ---------------------------------------------------------------------
# Its author, its school's admins and its reviewers read every lesson; curators read what
# was handed to them.

may_comment = (is_curator & may_read) | is_reviewer
may_talk = is_author | may_comment
may_read_comments = is_admin_of_its_school | may_talk

rules.add_perm("research.read_record", may_read_comments)


# Of a take -----------------------------------------------------------------------


@rules.predicate
def may_read_all_about_it(person, take):
    return may_read_comments(person, take.lesson)


@rules.predicate
def comments_as_a_colleague(person, take):
    return may_comment(person, take.lesson) and not is_author(person, take.lesson)


@rules.predicate
def may_judge_its_comments(person, take):
    return is_author(person, take.lesson)


@rules.predicate
def may_talk_about_it(person, take):
    return may_talk(person, take.lesson)


leads_its_round = is_kept & may_lead_review

# Guests from outside watch, comment and fill in the form; what others found stays inside.
# Of a take that was deleted, what was found can still be read, since that is text alone.
could_enter = is_its_guest | may_read_all_about_it
may_enter = is_kept & could_enter
may_take_part = is_kept & (is_its_guest | may_talk_about_it)
may_comment_on_it = is_kept & (is_its_guest | comments_as_a_colleague)

rules.add_perm("research.enter_room", may_enter)
rules.add_perm("research.know_of_deletion", ~is_kept & could_enter)
rules.add_perm("research.write_comment", may_comment_on_it)
rules.add_perm("research.talk", is_kept & may_talk_about_it)
rules.add_perm("research.read_findings", may_read_all_about_it)
rules.add_perm("research.import_comments", is_kept & may_talk_about_it)
rules.add_perm("research.code_take", is_kept & may_talk_about_it)
rules.add_perm("research.judge_comments", is_kept & may_judge_its_comments)
rules.add_perm("research.lead_round", leads_its_round)
rules.add_perm("research.write_forms", is_curator)


# Of a comment --------------------------------------------------------------------


@rules.predicate
def is_its_own(person, comment):
    return comment.author_id == person.pk


@rules.predicate
def is_shared(person, comment):
    return comment.is_shared


@rules.predicate
def is_not_deleted(person, comment):
    return comment.deleted_at is None


@rules.predicate
def is_not_private(person, comment):
    return not comment.private


@rules.predicate
def is_not_hidden(person, comment):
    """Others' words stay hidden from reviewers of a blind round until they have finished."""
    if comment.author_id == person.pk:
        return True
    return not is_blind_to(take=comment.take, person=person)


@rules.predicate
def may_enter_its_room(person, comment):
    return may_enter(person, comment.take)


@rules.predicate
def may_talk_in_its_room(person, comment):
    return may_talk_about_it(person, comment.take)


@rules.predicate
def may_take_part_in_its_room(person, comment):
    return may_take_part(person, comment.take)


@rules.predicate
def may_comment_in_its_room(person, comment):
    return may_comment_on_it(person, comment.take)


@rules.predicate
def is_on_a_kept_take(person, comment):
    return is_kept(person, comment.take)


@rules.predicate
def wrote_its_lesson(person, comment):
    return is_author(person, comment.take.lesson)


@rules.predicate
def is_taken_up(person, comment):
    return hasattr(comment, "verdict") and comment.verdict.choice in ACCEPTED


may_read_comment = (is_not_private | is_its_own) & may_enter_its_room & is_not_hidden
# Own comments of an author are colleagues' words, typed up from paper.
may_judge = is_shared & is_on_a_kept_take & wrote_its_lesson

rules.add_perm("research.read_comment", may_read_comment)
rules.add_perm("research.change_comment", is_not_deleted & is_its_own & may_take_part_in_its_room)
may_answer = (is_on_a_kept_take & may_talk_in_its_room) | (is_its_own & may_take_part_in_its_room)
rules.add_perm("research.reply_comment", is_shared & may_answer & is_not_hidden)
rules.add_perm("research.hand_over_note", is_not_deleted & is_its_own & may_comment_in_its_room)
rules.add_perm(
    "research.agree_with_comment", is_shared & ~is_its_own & may_comment_in_its_room & is_not_hidden
)
rules.add_perm("research.give_verdict", may_judge)
rules.add_perm(
    "research.link_answer", is_shared & is_on_a_kept_take & wrote_its_lesson & is_taken_up
)


# Of a reply ----------------------------------------------------------------------


@rules.predicate
def wrote_it(person, reply):
    return reply.author_id == person.pk and reply.deleted_at is None


@rules.predicate
def may_take_part_where_it_stands(person, reply):
    return may_take_part(person, reply.comment.take)


rules.add_perm("research.change_reply", wrote_it & may_take_part_where_it_stands)


# Of a topic ----------------------------------------------------------------------
# Whoever teaches, at whatever school, reads all topics and speaks in those that are open.


@rules.predicate
def opened_it(person, topic):
    return topic.opened_by_id == person.pk


@rules.predicate
def is_not_answered(person, topic):
    return not topic.posts.filter(deleted_at=None).exclude(author=topic.opened_by_id).exists()


rules.add_perm("research.read_topics", is_teacher)
rules.add_perm("research.open_topic", is_teacher)
rules.add_perm("research.write_post", is_teacher)
rules.add_perm("research.change_topic", is_teacher & opened_it)
rules.add_perm("research.close_topic", is_curator | (is_teacher & opened_it))
rules.add_perm("research.delete_topic", is_teacher & opened_it & is_not_answered)


# Of a post -----------------------------------------------------------------------


@rules.predicate
def is_an_answer(person, post):
    return not post.is_opening


rules.add_perm("research.change_post", is_teacher & is_its_own & is_not_deleted & is_an_answer)


# Of somebody's work ----------------------------------------------------------------
# One's own, that of the teachers of one's school for its admins, everybody's for curators.


@rules.predicate
def is_oneself(person, other):
    return person.pk == other.pk


@rules.predicate
def runs_a_school_of(person, other):
    run = person.schools_as(Role.SCHOOL_ADMIN)
    return any(m.school_id in run and m.role in TEACHING_ROLES for m in other.standing)


@rules.predicate
def runs_it(person, school):
    return school.pk in person.schools_as(Role.SCHOOL_ADMIN)


@rules.predicate
def runs_a_school(person):
    return person.is_authenticated and bool(person.schools_as(Role.SCHOOL_ADMIN))


@rules.predicate
def may_revoke_it(person, link):
    """Whoever may ask guests to the take, and the admins of the lesson's school."""
    take = link.take
    return may_lead_review(person, take) or is_admin_of_its_school(person, take.lesson)


rules.add_perm("research.see_guests_of_school", runs_a_school)
rules.add_perm("research.revoke_guest", may_revoke_it)
rules.add_perm("research.see_work", is_teacher & (is_oneself | runs_a_school_of | is_curator))
rules.add_perm("research.see_work_of_school", is_teacher & (runs_it | is_curator))
