"""Pictures and voice notes with comments: kept with them, gone with them."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from research.domain.comment import delete_comment, edit_comment, write_comment
from research.domain.enclosure import MOST_PICTURES, MOST_VOICE_BYTES, make_enclosures
from research.domain.queries.enclosure import enclosed_with
from research.enums import CommentKind, EnclosureKind
from research.models import Comment, Enclosure
from tests.enclosed import enclosed_picture, sent_picture, sent_voice
from tests.factories.accounts import UserFactory
from tests.factories.research import CommentFactory, WatchableTakeFactory

pytestmark = pytest.mark.django_db


def files_of(comment):
    kept = comment.enclosures.all()
    return [(file.storage, file.name) for one in kept for file in (one.file, one.small) if file]


def are_there(files):
    return [storage.exists(name) for storage, name in files]


def test_enclosures_are_told_in_the_order_in_which_they_were_sent(tmp_path):
    enclosed = make_enclosures(
        pictures=[sent_picture(), sent_picture(size=(20, 60))],
        described=["  板书\u2028设计 "],
        voice=sent_voice(tmp_path, seconds=3),
    )
    comment = CommentFactory(author__name="王建国", enclosed=enclosed)
    said = [(one["kind"], one["words"]) for one in enclosed_with(comment=comment)]
    assert said == [
        ("picture", "板书 设计"),
        ("picture", "Picture by 王建国"),
        ("voice", "Voice note, 0:03"),
    ]
    assert are_there(files_of(comment)) == [True] * 5
    first, second, voice = comment.enclosures.all()
    assert (first.width_px, second.height_px) == (80, 60)
    assert (first.content_type, voice.content_type) == ("image/jpeg", "audio/mp4")


def test_a_comment_may_have_no_words_but_something_enclosed(tmp_path):
    take, author = WatchableTakeFactory(), UserFactory()
    said = {"take": take, "author": author, "kind": CommentKind.NOTE, "start_ms": 0, "body": " "}
    voice = make_enclosures(voice=sent_voice(tmp_path))
    assert write_comment(**said, enclosed=voice).body == "(Spoken, see the voice note.)"
    assert write_comment(**said, enclosed=enclosed_picture()).body == "(See the picture.)"
    with pytest.raises(ValidationError, match="Write something first"):
        write_comment(**said)


def test_sending_twice_keeps_once():
    token, author, take = uuid.uuid4(), UserFactory(), WatchableTakeFactory()
    for _time in range(2):
        CommentFactory(take=take, author=author, token=token, enclosed=enclosed_picture())
    assert (Comment.objects.count(), Enclosure.objects.count()) == (1, 1)


def test_deleting_a_comment_removes_files(django_capture_on_commit_callbacks):
    comment = CommentFactory(enclosed=enclosed_picture())
    files = files_of(comment)
    with django_capture_on_commit_callbacks(execute=True):
        delete_comment(comment=comment)
    assert (comment.enclosures.count(), are_there(files)) == (0, [False, False])


def test_editing_takes_away_what_is_named_and_of_no_other(django_capture_on_commit_callbacks):
    comment, other = (CommentFactory(enclosed=enclosed_picture() * 2) for _n in range(2))
    going, _staying = comment.enclosures.all()
    keys = [going.key, other.enclosures.first().key]
    before = comment.change
    with django_capture_on_commit_callbacks(execute=True):
        edit_comment(comment=comment, body=comment.body, dropped=keys)
    assert (comment.enclosures.count(), other.enclosures.count()) == (1, 2)
    assert comment.change == before + 1
    assert are_there([(going.file.storage, going.file.name)]) == [False]
    edit_comment(comment=comment, body=comment.body, dropped=keys)
    assert comment.change == before + 1


def test_too_many_pictures_are_refused():
    with pytest.raises(ValidationError, match="At most 4 pictures"):
        make_enclosures(pictures=[sent_picture()] * (MOST_PICTURES + 1))


def test_refused_file_is_named():
    bad = SimpleUploadedFile("作业.doc", b"no picture")
    with pytest.raises(ValidationError) as refused:
        make_enclosures(pictures=[sent_picture(), bad])
    (message,) = refused.value.message_dict["pictures"]
    assert message.startswith("作业.doc: This is no picture")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"words", "no sound"), (b"#EXTM3U", "no sound"), (b"x" * (MOST_VOICE_BYTES + 1), "12 MB")],
)
def test_what_is_no_voice_is_refused(content, said):
    with pytest.raises(ValidationError) as refused:
        make_enclosures(voice=SimpleUploadedFile("voice", content))
    assert said in refused.value.message_dict["voice"][0]


def test_long_voice_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("research.domain.enclosure.MOST_VOICE_S", 60)
    with pytest.raises(ValidationError, match="at most 1 minutes"):
        make_enclosures(voice=sent_voice(tmp_path, seconds=70))


def test_voice_is_kept_as_one_sound(tmp_path):
    (voice,) = make_enclosures(voice=sent_voice(tmp_path))
    assert (voice.kind, voice.small) == (EnclosureKind.VOICE, b"")
    assert voice.duration_ms == pytest.approx(2000, abs=100)
