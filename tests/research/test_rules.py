import pytest
from django.contrib.auth.models import AnonymousUser

from lessons.enums import Visibility
from moke.accounts.domain.membership import end_membership
from moke.accounts.enums import Role
from moke.accounts.models import User
from research.domain.comment import delete_comment
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import (
    CommentFactory,
    PostFactory,
    ReplyFactory,
    TopicFactory,
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


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.STUDENT, False),
        (Role.TEACHER, True),
        (Role.GROUP_LEAD, True),
        (Role.SCHOOL_ADMIN, True),
        (Role.CURATOR, True),
    ],
)
def test_topics_are_for_all_who_teach(role, reads):
    topic = TopicFactory()
    person = MembershipFactory(role=role, grade=1 if role == Role.STUDENT else None).person
    said = [
        person.has_perm(f"research.{name}", topic)
        for name in ("read_topics", "open_topic", "write_post", "change_topic", "close_topic")
    ]
    assert said == [reads, reads, reads, False, role == Role.CURATOR]


def test_people_without_membership_and_operators_read_no_topics():
    for person in (UserFactory(), UserFactory(is_superuser=True)):
        assert not person.has_perm("research.read_topics")


def test_opener_deletes_a_topic_until_somebody_else_answers():
    topic = TopicFactory()
    opener = topic.opened_by
    assert opener.has_perm("research.delete_topic", topic)
    PostFactory(topic=topic)
    assert not opener.has_perm("research.delete_topic", topic)
    assert opener.has_perm("research.close_topic", topic)


def test_posts_are_changed_by_who_wrote_them_and_openings_with_their_topic():
    post = PostFactory()
    opening = post.topic.posts.get(is_opening=True)
    assert post.author.has_perm("research.change_post", post)
    assert not post.topic.opened_by.has_perm("research.change_post", post)
    assert not post.topic.opened_by.has_perm("research.change_post", opening)
    end_membership(membership=post.author.memberships.get())
    assert not User.objects.get(pk=post.author_id).has_perm("research.change_post", post)
