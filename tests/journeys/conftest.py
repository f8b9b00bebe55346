"""A browser before the real product: uvicorn, a worker, files and streams as people have them.

A journey asks for `open_as` and, if it needs a recording, `watchable`:

    @on_every_device
    @in_every_language
    def test_visitor_sees_the_library(open_as, teacher):
        page = open_as(teacher)
        page.goto("/library/")
        assert find_barriers(page) == []

Data are made in the test's own process with the factories and domain functions; the server
reads the same database and data folder. Nothing is rolled back: make what you need,
with names of its own, and never count what others may have made. `product.work()` starts a
worker, `product.cut()` kills the server and `product.serve()` brings it back on the same
port. After a test no page may have complained in its console: excuse what belongs to the
plot with `page.watched.expect("words")`.
"""

import contextlib
import shutil
import uuid
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Page, expect, sync_playwright

from lessons.enums import Visibility
from moke.accounts.enums import Role
from moke.media.domain.processing import process
from moke.media.domain.recording import receive_file
from moke.media.models import Recording
from tests.chromium import launch_chromium
from tests.clips import make_clip
from tests.conftest import SIGN_IN_BACKEND
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import InvitationFactory, LessonPageFactory, TakeFactory
from tests.factories.media import RecordingFactory
from tests.journeys.pages import DEVICES, Watched
from tests.journeys.product import running

PATIENCE_MS = 30_000
CLIP_S = 40
ONE_RUNG, TWO_RUNGS = "640x360", "854x480"


def pytest_collection_modifyitems(items):
    """Mark the journeys and let them come first: they take longest, and the other tests pass
    beside them.

    One that fails is walked once more, and the summary counts it as rerun: a browser on a busy
    machine may be late, but what fails twice is broken.
    """
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)


@pytest.fixture(scope="package")
def browser(before_a_browser):
    """Chromium, until the last journey: as long as Playwright runs, it keeps a loop in this
    thread, which other tests could not stand."""
    with sync_playwright() as playwright, launch_chromium(playwright) as browser:
        yield browser


@pytest.fixture(scope="package")
def before_a_browser():
    """What holds for every journey."""
    with pytest.MonkeyPatch.context() as patch:
        # Playwright's loop makes Django think that the test itself is asynchronous.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE_MS)
        yield


@pytest.fixture(scope="package")
def product(before_a_browser, django_db_setup):
    """The running product, over a freshly migrated database of its own."""
    with running(Path(settings.MOKE_DATA_DIR)) as product:
        yield product


@pytest.fixture(autouse=True)
def same_database(product, django_db_blocker):
    """Let the test write where the server reads."""
    with _writing_into(product, django_db_blocker):
        yield


@contextlib.contextmanager
def _writing_into(product, django_db_blocker):
    with django_db_blocker.unblock():
        connection.close()
        name = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = product.database
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name


@pytest.fixture
def device(request):
    """ "desk" (1440 × 900) unless the test is marked `on_every_device`."""
    return getattr(request, "param", "desk")


@pytest.fixture
def language(request):
    """ "en" unless the test is marked `in_every_language`."""
    return getattr(request, "param", "en")


@pytest.fixture
def open_as(product, browser, device, language):
    """Return a function that opens a browser of its own, signed in as the person or as nobody.

    It answers with a page whose relative addresses lead to the product. Options go to
    Playwright's `new_context`, such as `color_scheme="dark"`.
    """
    watched = Watched()
    contexts = []

    def open_page(person=None, **options) -> Page:
        context = browser.new_context(**{"base_url": product.url} | DEVICES[device] | options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if person is not None:
            cookies[settings.SESSION_COOKIE_NAME] = _session_of(person)
        context.add_cookies(
            [{"name": name, "value": value, "url": product.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.watched = watched
        watched.watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watched.unexcused() == []


def _session_of(person) -> str:
    client = Client()
    client.force_login(person, backend=SIGN_IN_BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def teacher(same_database):
    """A teacher of a school of their own, named so that no other test has them."""
    return make_teacher("林晓燕")


@pytest.fixture
def colleague(teacher):
    """Another teacher of the same school."""
    return make_teacher("王建国", school=teacher.memberships.get().school)


def make_teacher(name, **membership):
    """Make a teacher; user names are unique over all journeys."""
    username = f"teacher-{uuid.uuid4().hex[:8]}"
    given = {"person__username": username, "person__name": name, "role": Role.TEACHER}
    given |= {"school__code": username} if "school" not in membership else {}
    return MembershipFactory(**given | membership).person


@pytest.fixture(scope="package")
def encoded(product, tmp_path_factory):
    """Return a function that answers with a recording that went through the pipeline once, the
    same for the same size; `watchable` copies it."""

    @cache
    def encode(size: str) -> Recording:
        clip = make_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", seconds=CLIP_S, size=size)
        recording = RecordingFactory(owner=make_teacher("录制"))
        size_bytes = clip.stat().st_size
        receive_file(
            recording=recording, path=clip, original_name="课堂.mp4", size_bytes=size_bytes
        )
        process(recording=recording)
        recording.refresh_from_db()
        assert recording.is_ready
        return recording

    return encode


@pytest.fixture
def watchable(encoded, same_database):
    """Return a function that makes an empty recording one of 40 seconds that plays, in one rung
    or, with the size `TWO_RUNGS`, in two."""

    def make_watchable(recording: Recording, *, size: str = ONE_RUNG) -> Recording:
        return publish_as(encoded(size), recording)

    return make_watchable


def publish_as(made: Recording, recording: Recording) -> Recording:
    """Let an empty recording play what another, that went through the pipeline, plays."""
    recordings = Path(settings.STORAGES["recordings"]["OPTIONS"]["location"])
    shutil.copytree(
        recordings / str(made.key) / made.published_attempt,
        recordings / str(recording.key) / made.published_attempt,
    )
    for name in (
        *("state", "percent", "published_attempt", "tracks"),
        *("duration_s", "width_px", "height_px"),
    ):
        setattr(recording, name, getattr(made, name))
    recording.save()
    for rendition in made.renditions.all():
        rendition.pk = None
        rendition.recording = recording
        rendition.save()
    return recording


@pytest.fixture
def take(teacher, colleague, watchable):
    """A take of the teacher's, ready to play, with the colleague invited."""
    school = teacher.memberships.get().school
    lesson = LessonPageFactory(author=teacher, school=school, visibility=Visibility.SCHOOL)
    take = TakeFactory(lesson=lesson)
    watchable(take.recording)
    InvitationFactory(take=take, person=colleague)
    return take
