import datetime

import pytest

from lessons.domain.bulk_manifest import BadManifest, BadRow, check_row, each_entry, read_manifest
from lessons.enums import LessonKind, Visibility
from moke.accounts.enums import Role
from moke.curriculum.enums import Grade, Subject
from tests.factories.accounts import MembershipFactory, SchoolFactory, UserFactory

ROW = {
    "title": "树和喜鹊",
    "subject": "语文",
    "grade": "一年级",
    "school": "elm",
    "author": "lin",
    "taught_on": "2026-09-14",
    "class": "一（2）班",
    "file": "lesson.mp4",
}


@pytest.fixture
def folder(tmp_path, db):
    (tmp_path / "lesson.mp4").write_bytes(b"video")
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "folder.mp4").mkdir()
    person = UserFactory(username="lin")
    MembershipFactory(person=person, school=SchoolFactory(code="elm"))
    MembershipFactory(person=person, school=SchoolFactory(code="river"), role=Role.STUDENT)
    return tmp_path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_read_manifest_reads_what_spreadsheets_write(tmp_path, encoding):
    path = tmp_path / "manifest.csv"
    header = "课题,学科,年级,学校代码,授课教师,授课日期,班级,文件,Visibility"
    text = f"{header}\r\n“树,和喜鹊”,x\r\n\r\n,,\r\n" + '"a\n b", 语文 \r\n'
    path.write_bytes(text.encode(encoding))
    rows = read_manifest(path)
    assert [number for number, _ in rows] == [2, 5]
    assert rows[1][1] == {"title": "a\n b", "subject": "语文"}


@pytest.mark.parametrize("data", [b"", b"title,file\n", b"\xff\xff\xff", b'title,"'])
def test_read_manifest_refuses_what_is_none(tmp_path, data):
    path = tmp_path / "manifest.csv"
    path.write_bytes(data)
    with pytest.raises(BadManifest):
        read_manifest(path)


def test_read_manifest_says_that_there_is_no_file(tmp_path):
    with pytest.raises(BadManifest):
        read_manifest(tmp_path / "none.csv")


def test_check_row_finds_what_it_names(folder):
    entry = check_row(ROW | {"kind": "公开课", "visibility": "全区"}, folder)
    assert (entry.subject, entry.grade) == (Subject.CHINESE, Grade.G1)
    assert (entry.author.username, entry.school.code) == ("lin", "elm")
    assert (entry.kind, entry.visibility) == (LessonKind.OPEN, Visibility.DISTRICT)
    assert entry.path == (folder / "lesson.mp4").resolve()
    plain = check_row(ROW, folder)
    assert (plain.kind, plain.visibility) == (LessonKind.ROUTINE, Visibility.DRAFT)


@pytest.mark.parametrize(
    ("said", "grade"), [("7", 7), ("七年级", 7), ("初一", 7), ("高三", 12), ("一年级", 1)]
)
def test_check_row_knows_the_names_of_grades(folder, said, grade):
    assert check_row(ROW | {"grade": said}, folder).grade == grade


@pytest.mark.parametrize("said", ["2026/9/4", "2026.09.04", "2026年9月4日"])
def test_check_row_knows_the_ways_to_write_a_day(folder, said):
    assert check_row(ROW | {"taught_on": said}, folder).taught_on == datetime.date(2026, 9, 4)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "树" * 256},
        {"class": "班" * 41},
        {"subject": "炼金术"},
        {"grade": "13"},
        {"school": "none"},
        {"school": "river"},
        {"author": "nobody"},
        {"taught_on": "2026-02-30"},
        {"taught_on": "14.9.2026"},
        {"taught_on": "2999-01-01"},
        {"file": "none.mp4"},
        {"file": "empty.mp4"},
        {"file": "folder.mp4"},
        {"file": "../../etc/passwd"},
        {"file": "/etc/passwd"},
        {"kind": "打擂台"},
        {"visibility": "everybody"},
    ],
)
def test_check_row_refuses_what_is_wrong(folder, wrong):
    with pytest.raises(BadRow):
        check_row(ROW | wrong, folder)


def test_each_entry_refuses_a_second_row_for_the_same_take(folder):
    rows = [(2, ROW), (3, ROW | {"title": ""}), (4, ROW), (5, ROW | {"class": "一（3）班"})]
    found = [(number, isinstance(entry, BadRow)) for number, entry in each_entry(rows, folder)]
    assert found == [(2, False), (3, True), (4, True), (5, False)]
