import pytest

from lessons.enums import Visibility
from moke.accounts.enums import Role
from research.domain.comment import delete_comment, edit_comment
from research.domain.mention import split_at_names
from research.domain.private_note import hand_over_note
from research.domain.queries.mention import people_in_room, rooms_open_to
from research.domain.queries.room import last_change, room_notes
from research.domain.queries.today import work_of
from research.domain.reply import edit_reply
from research.domain.round import set_round
from research.domain.visit import keep_visit
from research.models import Mention
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import CommentFactory, ReplyFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def take():
    return WatchableTakeFactory(lesson__title="树和喜鹊")


def invite(take, name):
    person = MembershipFactory(role=Role.TEACHER, person__name=name).person
    return InvitationFactory(take=take, person=person).person


def calls(person):
    return [(call.comments, call.first_comment) for call in work_of(person).calls]


def test_names_stand_alone_and_the_longest_is_meant():
    pieces = split_at_names(body="请@王芳华看＠王芳。@李", names=["王芳", "王芳华"])
    assert [(piece["text"], piece["named"]) for piece in pieces] == [
        ("请", False),
        ("@王芳华", True),
        ("看", False),
        ("＠王芳", True),
        ("。@李", False),
    ]
    assert split_at_names(body="请看", names=[]) == []


def test_only_people_of_the_room_are_spoken_to_and_never_oneself(take):
    chen, _stranger = invite(take, "陈曦"), UserFactory(name="外人")
    comment = CommentFactory(take=take, author=chen, body=f"@陈曦 @外人 @{take.lesson.author} 看")
    reply = ReplyFactory(comment=comment, author=take.lesson.author, body="@陈曦 好。@陈曦")
    spoken_to = Mention.objects.order_by("pk").values_list("person", "reply")
    assert list(spoken_to) == [(take.lesson.author_id, None), (chen.pk, reply.pk)]
    [note] = room_notes(take=take, viewer=chen)
    assert [piece["text"] for piece in note["pieces"] if piece["named"]] == [
        f"@{take.lesson.author}"
    ]
    assert note["replies"][0]["pieces"][0] == {"text": "@陈曦", "named": True}


def test_home_says_so_until_the_room_was_seen(take):
    chen = invite(take, "陈曦")
    comment = CommentFactory(take=take, body="看。")
    keep_visit(take=take, person=chen, change=comment.change)
    edit_comment(comment=comment, body="@陈曦 看。")
    edit_reply(reply=ReplyFactory(comment=comment), body="@陈曦 呢？")
    assert calls(chen) == [(1, comment.pk)]
    keep_visit(take=take, person=chen, change=last_change(take=take, viewer=chen))
    assert calls(chen) == []


def test_who_may_not_read_it_hears_nothing(take):
    chen, deng = invite(take, "陈曦"), invite(take, "邓凯")
    note = CommentFactory(take=take, author=deng, body="@陈曦 看。", private=True)
    assert calls(chen) == []
    hand_over_note(comment=note)
    assert calls(chen) == [(1, note.pk)]
    set_round(take=take, by=take.lesson.author, form=None, is_blind=True)
    assert calls(chen) == []
    set_round(take=take, by=take.lesson.author, form=None)
    chen.invitations.all().delete()
    assert calls(chen) == []
    InvitationFactory(take=take, person=chen)
    delete_comment(comment=note)
    assert (calls(chen), Mention.objects.count()) == ([], 0)


@pytest.mark.parametrize("visibility", Visibility)
def test_people_of_a_room_are_those_whom_the_rules_let_in(take, visibility):
    type(take.lesson).objects.filter(pk=take.lesson.pk).update(visibility=visibility)
    take.lesson.visibility = visibility
    school = take.lesson.school
    people = [
        take.lesson.author,
        UserFactory(),
        InvitationFactory(take=take, person=UserFactory()).person,
        InvitationFactory(take=take, person=MembershipFactory(role=Role.TEACHER).person).person,
        MembershipFactory(role=Role.SCHOOL_ADMIN, school=school).person,
        MembershipFactory(role=Role.SCHOOL_ADMIN).person,
        MembershipFactory(role=Role.TEACHER, school=school).person,
        MembershipFactory(role=Role.CURATOR, school=None).person,
    ]
    allowed = {person for person in people if person.has_perm("research.enter_room", take)}
    assert set(people_in_room(take=take).filter(pk__in=[p.pk for p in people])) == allowed
    rooms = type(take).objects.filter(pk=take.pk)
    assert {person for person in people if rooms.filter(rooms_open_to(person))} == allowed
