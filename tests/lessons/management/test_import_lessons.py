import pytest
from django.core.management import CommandError, call_command

from lessons.enums import Visibility
from lessons.models import LessonPage, Take
from moke.media.enums import State
from moke.media.models import Recording
from tests.factories.accounts import MembershipFactory, SchoolFactory, UserFactory

pytestmark = pytest.mark.django_db

HEADER = "title,subject,grade,school,author,taught_on,class,file,visibility,change_note\n"
FIRST = "树和喜鹊,语文,一年级,elm,lin,2026-09-14,一（2）班,a.mp4,全区,\n"
SECOND = "树和喜鹊,chinese,1,elm,lin,2026-09-21,一（3）班,b.mp4,,朗读放慢。\n"
BAD = "圆的面积,数学,六年级,elm,nobody,2026-09-14,六（1）班,a.mp4,,\n"


@pytest.fixture
def manifest(tmp_path, settings):
    """Write rows into a manifest that has two recordings beside it."""
    settings.MOKE_DATA_DIR = tmp_path / "data"
    for name in ("a.mp4", "b.mp4"):
        (tmp_path / name).write_bytes(name.encode() * 1000)
    MembershipFactory(person=UserFactory(username="lin"), school=SchoolFactory(code="elm"))

    def write(*rows):
        path = tmp_path / "manifest.csv"
        path.write_text(HEADER + "".join(rows))
        return path

    return write


def run(manifest, capsys, *options):
    """Run the command; return its exit code and what it printed."""
    try:
        call_command("import_lessons", str(manifest), *options)
    except CommandError as error:
        return error.returncode, capsys.readouterr().out + str(error)
    return 0, capsys.readouterr().out


def test_import_lessons_makes_takes_of_one_lesson(manifest, capsys, tmp_path):
    code, printed = run(manifest(FIRST, SECOND), capsys)
    assert (code, "2 imported" in printed) == (0, True)
    lesson = LessonPage.objects.get()
    assert (lesson.title, lesson.visibility) == ("树和喜鹊", Visibility.DISTRICT)
    takes = list(Take.objects.values_list("number", "class_name", "recording__original_name"))
    assert takes == [(1, "一（2）班", "a.mp4"), (2, "一（3）班", "b.mp4")]
    assert set(Recording.objects.values_list("state", "size_bytes")) == {(State.QUEUED, 5000)}
    assert (tmp_path / "a.mp4").stat().st_size == 5000
    assert list((tmp_path / "data" / "imports").iterdir()) == []


def test_import_lessons_again_imports_nothing_twice(manifest, capsys):
    run(manifest(FIRST, SECOND), capsys)
    code, printed = run(manifest(FIRST, SECOND), capsys)
    assert (code, "0 imported, 2 there already" in printed) == (0, True)
    assert (LessonPage.objects.count(), Take.objects.count()) == (1, 2)


def test_import_lessons_names_bad_rows_and_imports_the_others(manifest, capsys):
    code, printed = run(
        manifest(BAD, FIRST, BAD.replace("nobody", "lin").replace("a.", "no.")), capsys
    )
    assert (code, Take.objects.count()) == (1, 1)
    assert "2 of 3 rows" in printed
    rows = [line.split()[0] for line in printed.splitlines() if line.strip()[:1].isdigit()]
    assert rows[-3:-1] == ["2", "4"]


def test_import_lessons_asks_what_changed(manifest, capsys):
    code, printed = run(manifest(FIRST, SECOND.replace("朗读放慢。", "")), capsys)
    assert (code, Take.objects.count()) == (1, 1)
    assert "1 imported" in printed


def test_import_lessons_dry_run_changes_nothing(manifest, capsys):
    code, printed = run(manifest(FIRST, BAD), capsys, "--dry-run")
    assert (code, LessonPage.objects.count()) == (1, 0)
    assert "1 can be imported" in printed


def test_import_lessons_refuses_a_manifest_without_columns(manifest, capsys):
    path = manifest()
    path.write_text("title\n")
    assert run(path, capsys)[0] == 1


def test_import_lessons_goes_on_after_it_was_killed(manifest, capsys, monkeypatch):
    path = manifest(FIRST, SECOND)

    def die(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("lessons.domain.bulk_import.shutil.copyfile", die)
        with pytest.raises(KeyboardInterrupt):
            call_command("import_lessons", str(path))
    assert Recording.objects.get().state == State.WAITING
    assert run(path, capsys)[0] == 0
    assert (LessonPage.objects.count(), Take.objects.count()) == (1, 2)
    assert {recording.state for recording in Recording.objects.all()} == {State.QUEUED}


def test_import_lessons_help_explains_the_columns(capsys):
    with pytest.raises(SystemExit):
        call_command("import_lessons", "--help")
    assert "授课教师  user name of a teacher" in capsys.readouterr().out
