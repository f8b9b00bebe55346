"""Files and database compared, each fault made by hand on a recording that was really encoded."""

import os
import time
import uuid
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone

from moke.media.domain.deletion import delete_recording
from moke.media.domain.erasing import clear_erased, erase_due
from moke.media.domain.processing import process, remove_retired
from moke.media.domain.reconcile import STILL_COMING, Fault, find_faults, repair
from moke.media.domain.recording import encode_again, receive_file
from moke.media.enums import State
from moke.media.files import source_path
from moke.media.models import Recording
from tests.clips import make_clip
from tests.factories.media import RecordingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stored_here", "asked")]
OLD_S = (STILL_COMING + timedelta(hours=1)).total_seconds()


@pytest.fixture
def recording(tmp_path, stored_here):
    recording = encode_one(tmp_path)
    remove_retired(recording=recording)
    return recording


def encode_one(tmp_path):
    clip = make_clip(tmp_path / "a.mp4", seconds=2)
    size_bytes = clip.stat().st_size
    recording = receive_file(
        recording=RecordingFactory(), path=clip, original_name="a.mp4", size_bytes=size_bytes
    )
    process(recording=recording)
    recording.refresh_from_db()
    return recording


def path_of(name):
    return Path(storages["recordings"].path(name))


def published(recording, name):
    return f"{recording.key}/{recording.published_attempt}/{name}"


def store_old(name, *, content=b"left behind"):
    storages["recordings"].save(name, ContentFile(content))
    long_ago = time.time() - OLD_S
    os.utime(path_of(name), (long_ago, long_ago))


def faults(**depth):
    return [(finding.fault.value, finding.name) for finding in find_faults(**depth)]


def flip_a_byte(name):
    with storages["recordings"].open(name) as file:
        content = bytearray(file.read())
    content[len(content) // 2] ^= 1
    storages["recordings"].delete(name)
    storages["recordings"].save(name, ContentFile(bytes(content)))


def check(*arguments):
    said = StringIO()
    try:
        call_command("check_media", *arguments, stdout=said)
    except CommandError as error:
        return f"{said.getvalue()}{error}"
    return said.getvalue()


def test_whole_recordings_have_no_faults(recording):
    RecordingFactory()
    assert faults() == []
    assert check() == "0 findings, none left.\n"


def test_missing_and_damaged_renditions_are_found_and_encoded_again(recording):
    path_of(published(recording, "240.m3u8")).unlink()
    path_of(published(recording, "240.mp4")).write_bytes(b"cut off")
    assert faults() == [
        ("missing", published(recording, "240.m3u8")),
        ("damaged", published(recording, "240.mp4")),
    ]
    assert "2 of 2 findings are left." in check()
    assert check("--repair").endswith("2 findings, none left.\n")
    recording.refresh_from_db()
    assert recording.state == State.QUEUED
    process(recording=recording)
    assert faults() == []


def test_damage_that_changes_no_size_is_found_by_reading_all_of_it(recording):
    name = published(recording, "240.mp4")
    assert check("--deep") == "0 findings, none left.\n"
    flip_a_byte(name)
    assert (faults(), faults(reads_all=True)) == ([], [("damaged", name)])
    assert check("--deep", "--repair").endswith("1 findings, none left.\n")
    recording.refresh_from_db()
    process(recording=recording)
    assert faults(reads_all=True) == []


def test_what_got_another_set_during_the_check_is_left_to_the_next(recording, tmp_path):
    (tmp_path / "next").mkdir()
    later = encode_one(tmp_path / "next")
    for each in (recording, later):
        path_of(published(each, "poster.jpg")).unlink()
    found = find_faults()
    assert next(found).name == published(later, "poster.jpg")
    encode_again(recording=recording)
    recording.refresh_from_db()
    process(recording=recording)
    assert list(found) == []


def test_what_came_during_the_check_is_nobodys_to_remove(recording):
    path_of(published(recording, "poster.jpg")).unlink()
    found = find_faults()
    assert next(found).fault == Fault.MISSING
    store_old(source_path((later := RecordingFactory()).key))
    Recording.objects.filter(pk=later.pk).update(source=source_path(later.key), size_bytes=11)
    assert list(found) == []


def test_what_got_another_set_since_it_was_found_is_not_encoded_once_more(recording):
    path_of(published(recording, "poster.jpg")).unlink()
    (finding,) = find_faults()
    encode_again(recording=recording)
    recording.refresh_from_db()
    process(recording=recording)
    assert repair(finding)
    recording.refresh_from_db()
    assert recording.state == State.READY


def test_renditions_of_before_checksums_are_known_by_their_sizes(recording):
    recording.renditions.update(sha256="")
    flip_a_byte(published(recording, "240.mp4"))
    assert faults(reads_all=True) == []


def test_what_has_lost_its_source_cannot_be_encoded_again(recording):
    path_of(recording.source).unlink()
    path_of(published(recording, "poster.jpg")).unlink()
    said = check("--repair")
    assert said.count("cannot be repaired: the uploaded file is gone") == 2
    assert "2 of 2 findings are left." in said
    recording.refresh_from_db()
    assert recording.state == State.READY


def test_files_of_nobody_are_found_and_removed(recording, settings):
    stranger = uuid.uuid4()
    store_old(f"{stranger}/source")
    store_old(f"{stranger}/one/360.mp4")
    store_old(f"{recording.key}/dead/360.mp4")
    store_old("lost+found/not-ours/file")
    work = settings.MOKE_DATA_DIR / "work" / str(stranger)
    work.mkdir(parents=True)
    os.utime(work, (time.time() - OLD_S, time.time() - OLD_S))
    found = [
        ("orphaned", f"{recording.key}/dead"),
        ("orphaned", f"{stranger}/one"),
        ("orphaned", f"{stranger}/source"),
    ]
    assert faults() == [*sorted(found), ("orphaned", f"work/{stranger}")]
    assert check("--repair").endswith("4 findings, none left.\n")
    assert (faults(), work.exists(), path_of(str(stranger)).exists()) == ([], False, False)


def test_what_may_still_be_coming_is_left_alone(recording):
    storages["recordings"].save(f"{recording.key}/fresh/360.mp4", ContentFile(b"new"))
    storages["recordings"].save(f"{uuid.uuid4()}/source", ContentFile(b"new"))
    assert faults() == []


def test_recordings_at_work_are_left_alone(recording):
    recording.state = State.ENCODING
    recording.save()
    store_old(f"{recording.key}/{uuid.uuid4().hex}/360.mp4")
    path_of(published(recording, "240.mp4")).unlink()
    assert faults() == []


def test_files_in_a_bucket_are_compared_too(in_bucket, tmp_path):
    recording = encode_one(tmp_path)
    assert faults(reads_all=True) == []
    flip_a_byte(published(recording, "240.mp4"))
    assert faults(reads_all=True) == [("damaged", published(recording, "240.mp4"))]
    storages["recordings"].delete(published(recording, "240.mp4"))
    assert faults() == [("missing", published(recording, "240.mp4"))]
    in_bucket.cut()
    assert check() == "The store of files is away. Please try again later."


def test_files_of_a_deleted_recording_are_its_own_until_it_is_erased(recording):
    attempt = recording.published_attempt
    long_ago = time.time() - OLD_S
    for path in path_of(str(recording.key)).rglob("*"):
        os.utime(path, (long_ago, long_ago))
    delete_recording(recording=recording)
    assert faults() == []
    erase_due(at=timezone.now() + timedelta(days=31))
    assert faults() == [
        ("orphaned", f"{recording.key}/{attempt}"),
        ("orphaned", f"{recording.key}/source"),
    ]
    clear_erased()
    assert faults() == []
