"""Seconds from the last byte of an upload to the first frame in Chromium."""

import base64
import http.client
import os
import tempfile
import time
from pathlib import Path

from django.conf import settings
from playwright.sync_api import sync_playwright
from wagtail.models import APIToken

from lessons.models import LessonPage, Take
from moke.accounts.enums import Role
from moke.media.models import Recording
from tests.benchmarks.figures import Figure
from tests.benchmarks.pages import session_of
from tests.benchmarks.server import Server, serving, working
from tests.chromium import launch_chromium
from tests.clips import run_ffmpeg
from tests.factories.accounts import MembershipFactory
from tests.factories.lessons import LessonPageFactory, TakeFactory

CLIP_S = 60
PIECE_BYTES = 8 * 1024**2
POLL_S = 0.1
PATIENCE_S = 600
RUNS = 3
MOST_S: dict[int, float | None] = {1: None, 45: 5}
"""Minutes of a recording → seconds until it plays, at the most."""


def measure_first_frame() -> list[Figure]:
    """Upload 1080p through tus, a minute and a lesson long, and wait for it to play.

    Medians of three runs, each with a worker that has nothing else to do.
    """
    teacher = MembershipFactory(role=Role.TEACHER).person
    _token, key = APIToken.create_token(user=teacher, name="benchmark")
    session = session_of(teacher)
    lesson = LessonPageFactory(author=teacher, school=teacher.standing[0].school)
    figures = []
    with tempfile.TemporaryDirectory() as folder, serving() as server:
        clip = _make_clip(Path(folder))
        reference_s = _encode_once(clip, Path(folder))
        for minutes, most_s in MOST_S.items():
            film = _repeat(clip, minutes)
            runs = [_run(server, lesson, film, key, session) for _run_number in range(RUNS)]
            median = sorted(runs, key=lambda run: run["first_frame_s"])[RUNS // 2]
            ratio = round(median["first_frame_s"] / reference_s, 2)
            about = f"{minutes} min of 1080p"
            playing_s = median["first_frame_s"]
            figures += [
                Figure(about, "from its last byte to playing", playing_s, "s", most=most_s),
                Figure(about, "until it is published", median["published_s"], "s"),
                Figure(about, "playing ÷ a minute encoded once at 720p", ratio),
            ]
    return figures


def _run(
    server: Server, lesson: LessonPage, clip: Path, key: str, session: str
) -> dict[str, float]:
    take = TakeFactory(lesson=lesson, recording__owner=lesson.author)
    with working():
        measured = _measure(server, take, clip, key, session)
    take.delete()
    take.recording.delete()  # its encode would go on beside the next
    return measured


def _repeat(clip: Path, minutes: int) -> Path:
    film = clip.with_name(f"{minutes}.mp4")
    times = ("-stream_loop", str(minutes * 60 // CLIP_S - 1))
    run_ffmpeg(*times, "-i", clip, "-c", "copy", "-movflags", "+faststart", film)
    os.sync()  # a camera's file was written long ago, and does not hold the disk up
    return film


def _make_clip(folder: Path) -> Path:
    clip = folder / "clip.mp4"
    run_ffmpeg(
        *("-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=30,noise=alls=12:allf=t"),
        *("-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000", "-t", str(CLIP_S)),
        *("-c:v", "libx264", "-preset", "ultrafast", "-b:v", "5M", "-pix_fmt", "yuv420p"),
        *("-g", "60", "-c:a", "aac", "-movflags", "+faststart", clip),
    )
    return clip


def _encode_once(clip: Path, folder: Path) -> float:
    begun = time.perf_counter()
    run_ffmpeg(
        *("-i", clip, "-vf", "scale=-2:720", "-c:v", "libx264", "-preset", "veryfast"),
        *("-c:a", "copy", folder / "720.mp4"),
    )
    return time.perf_counter() - begun


def _measure(server: Server, take: Take, clip: Path, key: str, session: str) -> dict[str, float]:
    base = f"http://127.0.0.1:{server.port}"
    with sync_playwright() as playwright, launch_chromium(playwright) as browser:
        context = browser.new_context(bypass_csp=True)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base}])
        page = context.new_page()
        page.goto(f"{base}/lessons/mine/")
        _upload(server, take, clip, key)
        done = time.perf_counter()
        _await_published(take)
        published_s = time.perf_counter() - done
        page.goto(f"{base}/takes/{take.pk}/room/")
        page.wait_for_function("document.querySelector('moke-player video')?.readyState >= 2")
        first_frame_s = time.perf_counter() - done
    return {"first_frame_s": round(first_frame_s, 2), "published_s": round(published_s, 2)}


def _upload(server: Server, take: Take, clip: Path, key: str) -> None:
    def encoded(text: str) -> str:
        return base64.b64encode(text.encode()).decode()

    caller = http.client.HTTPConnection("127.0.0.1", server.port)
    ours = {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {key}"}
    metadata = f"recording {encoded(str(take.recording.key))},filename {encoded('clip.mp4')}"
    size = clip.stat().st_size
    caller.request(
        "POST",
        "/uploads/",
        headers=ours | {"Upload-Length": str(size), "Upload-Metadata": metadata},
    )
    answer = caller.getresponse()
    said = answer.read()
    if answer.status != http.HTTPStatus.CREATED:
        raise SystemExit(f"The upload was refused: {answer.status} {said!r}")
    place = answer.headers["Location"]
    place = place[place.index("/uploads/") :]
    with clip.open("rb") as file:
        for offset in range(0, size, PIECE_BYTES):
            headers = {"Upload-Offset": str(offset)}
            headers["Content-Type"] = "application/offset+octet-stream"
            caller.request("PATCH", place, body=file.read(PIECE_BYTES), headers=ours | headers)
            caller.getresponse().read()


def _await_published(take: Take) -> None:
    deadline = time.perf_counter() + PATIENCE_S
    while not Recording.objects.get(pk=take.recording_id).is_ready:
        if time.perf_counter() > deadline:
            raise SystemExit("The clip was not published in time.")
        time.sleep(POLL_S)
