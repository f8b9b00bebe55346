import pytest
from django.contrib.auth.models import AnonymousUser

from lessons.enums import Visibility
from moke.accounts.enums import Role
from research.domain.comment import delete_comment
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import (
    CommentFactory,
    ReplyFactory,
    VerdictFactory,
    WatchableTakeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def take():
    take = WatchableTakeFactory()
    type(take.lesson).objects.filter(pk=take.lesson.pk).update(visibility=Visibility.DISTRICT)
    take.lesson.visibility = Visibility.DISTRICT
    return take


@pytest.fixture
def people(take):
    school = take.lesson.school

    def member(role, at=school):
        return MembershipFactory(role=role, school=at).person

    return {
        "anonymous": AnonymousUser(),
        "stranger": UserFactory(),
        "student": member(Role.STUDENT),
        "teacher": member(Role.TEACHER),
        "group lead": member(Role.GROUP_LEAD),
        "author": take.lesson.author,
        "reviewer": InvitationFactory(take=take).person,
        "school admin": member(Role.SCHOOL_ADMIN),
        "other admin": MembershipFactory(role=Role.SCHOOL_ADMIN).person,
        "curator": member(Role.CURATOR, at=None),
        "operator": UserFactory(is_superuser=True, is_staff=True),
    }


def allowed(people, permission, thing):
    return {name for name, person in people.items() if person.has_perm(permission, thing)}


def test_matrix_of_the_room(take, people):
    readers = {"author", "reviewer", "school admin", "curator"}
    assert allowed(people, "research.enter_room", take) == readers
    assert allowed(people, "research.write_comment", take) == {"reviewer", "curator"}


def test_matrix_of_a_comment(take, people):
    comment = CommentFactory(take=take, author=people["reviewer"])
    talkers = {"author", "reviewer", "curator"}
    assert allowed(people, "research.reply_comment", comment) == talkers
    assert allowed(people, "research.change_comment", comment) == {"reviewer"}
    assert allowed(people, "research.give_verdict", comment) == {"author"}
    assert allowed(people, "research.link_answer", comment) == set()
    VerdictFactory(comment=comment)
    assert allowed(people, "research.link_answer", comment) == {"author"}
    reply = ReplyFactory(comment=comment, author=people["curator"])
    assert allowed(people, "research.change_reply", reply) == {"curator"}


def test_draft_is_for_its_author_school_admin_and_reviewers(take, people):
    take.lesson.visibility = Visibility.DRAFT
    assert allowed(people, "research.enter_room", take) == {"author", "reviewer", "school admin"}


def test_private_comment_is_its_authors_alone(take, people):
    comment = CommentFactory(take=take, author=people["reviewer"], private=True)
    assert allowed(people, "research.read_comment", comment) == {"reviewer"}
    assert allowed(people, "research.change_comment", comment) == {"reviewer"}
    for permission in ("reply_comment", "give_verdict", "link_answer"):
        assert allowed(people, f"research.{permission}", comment) == set()


def test_deleted_comment_is_left_alone(take, people):
    comment = delete_comment(comment=CommentFactory(take=take, author=people["reviewer"]))
    for permission in ("change_comment", "reply_comment", "give_verdict"):
        assert allowed(people, f"research.{permission}", comment) == set()


def test_uninvited_reviewer_is_out(take, people):
    take.invitations.all().delete()
    assert "reviewer" not in allowed(people, "research.enter_room", take)
