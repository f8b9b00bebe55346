"""Pictures and voice notes, into the room and out of their doors."""

import uuid

import pytest
from asgiref.sync import async_to_sync
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lessons.domain.invitation import withdraw_invitation
from moke.accounts.enums import Role
from moke.ui.middleware import MICROPHONE_ALONE, NO_DEVICES
from research.domain.comment import delete_comment
from research.domain.round import set_round
from research.models import Comment
from tests.enclosed import enclosed_picture, sent_picture, sent_voice
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory
from tests.factories.research import CommentFactory

pytestmark = pytest.mark.django_db

FETCH = {"X-Requested-With": "fetch"}
SAID = {"kind": "note", "at": "0:05", "body": "看板书。"}


def write(client, take, **said):
    url = reverse("research:comments", args=[take.pk])
    return client.post(url, SAID | said, headers=FETCH)


def door(enclosure, name="research:enclosure"):
    return reverse(name, args=[enclosure.key])


def statuses(client, enclosure):
    return [
        client.get(door(enclosure, name)).status_code
        for name in ("research:enclosure", "research:enclosure_small")
    ]


@async_to_sync
async def bytes_of(answer):
    return b"".join([piece async for piece in answer.streaming_content])


def test_pictures_and_voice_are_sent_with_their_comment(take, author, reviewer, tmp_path):
    voice = sent_voice(tmp_path)
    pictures = [sent_picture(), sent_picture("book.png", kind="PNG")]
    answer = write(reviewer, take, pictures=pictures, described=["板书", ""], voice=voice)
    assert answer.status_code == 201
    first, second, spoken = Comment.objects.get().enclosures.all()
    room = author.get(reverse("research:room", args=[take.pk])).text
    for one in (first, second):
        assert room.count(f'href="{door(one)}"') == 1
        assert room.count(door(one, "research:enclosure_small")) == 1
    assert [room.count(words) for words in ('alt="板书"', "Voice note, 0:02")] == [1, 2]
    found = [author.get(door(one)).headers["Content-Type"] for one in (first, spoken)]
    assert found == ["image/jpeg", "audio/mp4"]
    part = author.get(door(spoken), headers={"Range": "bytes=4-7"})
    assert (part.status_code, bytes_of(part)) == (206, b"ftyp")
    assert statuses(author, spoken) == [200, 404]


def test_doors_show_nothing_but_a_picture(take, author, reviewing):
    (kept,) = CommentFactory(
        take=take, author=reviewing, enclosed=enclosed_picture()
    ).enclosures.all()
    answer = author.get(door(kept))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox"
    assert answer.headers["Cache-Control"] == "private"
    assert answer.headers["Content-Disposition"] == 'inline; filename="Picture.jpg"'
    assert author.get(door(kept) + "?download").headers["Content-Disposition"][:10] == "attachment"


def test_data_of_a_room_tell_of_what_is_enclosed(take, author, reviewing):
    kept = CommentFactory(take=take, author=reviewing, enclosed=enclosed_picture())
    data = author.get(reverse("research:room_data", args=[take.pk])).json()
    assert data["notes"][0]["enclosed"] == [
        {
            "key": str(kept.enclosures.get().key),
            "kind": "picture",
            "words": "板书设计",
            "width": 80,
            "height": 40,
        }
    ]


def test_refused_file_keeps_the_words_and_nothing_else(take, reviewer):
    bad = SimpleUploadedFile("作业.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    answer = write(reviewer, take, pictures=[sent_picture(), bad])
    assert (answer.status_code, "看板书。" in answer.text) == (422, True)
    assert "作业.jpg: This is no picture that can be read." in answer.text
    voice = write(reviewer, take, voice=SimpleUploadedFile("voice", b"words", "audio/webm"))
    assert (voice.status_code, "This is no sound" in voice.text) == (422, True)
    assert take.comments.count() == 0


def test_sending_again_after_a_cut_keeps_one(take, reviewer):
    token = str(uuid.uuid4())
    found = [
        write(reviewer, take, token=token, pictures=[sent_picture()]).status_code
        for _time in range(2)
    ]
    assert (found, take.comments.count()) == ([201, 201], 1)
    assert take.comments.get().enclosures.count() == 1


def test_forms_without_scripts_send_files_too(take, reviewer):
    url = reverse("research:comments", args=[take.pk])
    answer = reviewer.post(url, SAID | {"body": "", "pictures": [sent_picture()]})
    assert (answer.status_code, take.comments.get().body) == (302, "(See the picture.)")


def test_who_may_not_comment_sends_nothing(take, author):
    assert write(author, take, pictures=[sent_picture()]).status_code == 403
    assert take.comments.count() == 0


def test_private_notes_and_strangers(take, author, reviewing, sign_in):
    shared, private = (
        CommentFactory(
            take=take, author=reviewing, private=private, enclosed=enclosed_picture()
        ).enclosures.get()
        for private in (False, True)
    )
    school = take.lesson.school
    stranger = sign_in(MembershipFactory(role=Role.TEACHER).person)
    student = sign_in(MembershipFactory(role=Role.STUDENT, school=school).person)
    assert statuses(author, shared) == [200, 200]
    for one in (stranger, student):
        assert statuses(one, shared) == [404, 404]
    assert [statuses(one, private)[0] for one in (author, sign_in(reviewing))] == [404, 200]
    assert statuses(sign_in(None), shared) == [302, 302]


def test_blind_rounds_hide_what_others_enclose(take, author, reviewer, reviewing, sign_in):
    other = InvitationFactory(take=take).person
    set_round(take=take, by=take.lesson.author, form=None, is_blind=True)
    kept = CommentFactory(take=take, author=other, enclosed=enclosed_picture()).enclosures.get()
    assert [statuses(one, kept)[0] for one in (author, reviewer)] == [200, 404]
    assert statuses(sign_in(other), kept)[0] == 200


def test_who_is_not_invited_any_more_sees_nothing(take, reviewer, reviewing, author):
    kept = CommentFactory(take=take, enclosed=enclosed_picture()).enclosures.get()
    assert statuses(reviewer, kept) == [200, 200]
    withdraw_invitation(invitation=take.invitations.get(person=reviewing))
    assert statuses(reviewer, kept) == [404, 404]


def test_deleted_comments_give_nothing(take, author, reviewing):
    comment = CommentFactory(take=take, author=reviewing, enclosed=enclosed_picture())
    kept = comment.enclosures.get()
    delete_comment(comment=comment)
    assert statuses(author, kept) == [404, 404]


def test_one_picture_is_taken_away_in_the_edit(take, reviewer, reviewing):
    comment = CommentFactory(take=take, author=reviewing, enclosed=enclosed_picture() * 2)
    going, staying = comment.enclosures.all()
    url = reverse("research:comment_edit", args=[comment.pk])
    page = reviewer.get(reverse("research:comment", args=[comment.pk])).text
    assert page.count('name="dropped"') == 3
    refused = reviewer.post(url, {"body": "", "dropped": [str(going.key)]}, headers=FETCH)
    assert f'value="{going.key}" checked' in refused.text
    wrong = reviewer.post(url, {"body": "改。", "dropped": ["1; drop"]}, headers=FETCH)
    assert wrong.status_code == 422
    reviewer.post(url, {"body": "改。", "dropped": [str(going.key)]}, headers=FETCH)
    assert list(comment.enclosures.all()) == [staying]


def test_record_and_table_name_what_is_enclosed(take, author, reviewing):
    kept = CommentFactory(take=take, author=reviewing, enclosed=enclosed_picture())
    page = author.get(reverse("research:record", args=[take.lesson_id])).text
    assert door(kept.enclosures.get(), "research:enclosure_small") in page
    table = author.get(reverse("research:record_table", args=[take.lesson_id])).content.decode()
    assert ("Pictures and voice" in table, "板书设计" in table) == (True, True)


def test_only_rooms_may_listen(take, author):
    pages = {
        reverse("research:room", args=[take.pk]): MICROPHONE_ALONE,
        reverse("research:record", args=[take.lesson_id]): NO_DEVICES,
        "/": NO_DEVICES,
    }
    found = {url: author.get(url).headers["Permissions-Policy"] for url in pages}
    assert found == pages
