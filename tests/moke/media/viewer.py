"""Who watches a recording, a browser with a session that takes grants, and what it watches."""

from asgiref.sync import async_to_sync
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import AsyncClient
from django.urls import reverse

from moke.media.domain.recording import receive_file
from tests.clips import make_clip
from tests.factories.media import RecordingFactory
from tests.tus import BYTES


class Viewer:
    """Asks one recording's doors, through the asynchronous client."""

    def __init__(self, client, recording):
        self.client = client
        self.recording = recording
        self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    def take_grant(self):
        answer = self.client.post(reverse("media:grant", args=[self.recording.key]))
        self.cookies |= {name: morsel.value for name, morsel in answer.cookies.items()}
        return answer.status_code

    def get(self, name="360.mp4", *, attempt=None, method="get", url="", **headers):
        attempt = attempt or self.recording.published_attempt
        url = url or f"/media/recordings/{self.recording.key}/{attempt}/{name}"
        return async_to_sync(self._get)(method, url, headers)

    async def _get(self, method, url, headers):
        client = AsyncClient()
        client.cookies.load(self.cookies)
        response = await getattr(client, method)(
            url, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        if response.streaming:
            response.pieces = [piece async for piece in response]
            response.body = b"".join(response.pieces)
        return response


def make_stored(owner):
    """Make a recording whose files are there, though nothing that plays."""
    recording = RecordingFactory(owner=owner, ready=True, original_name="树和喜鹊 1.mp4")
    recording.source = f"{recording.key}/source"
    recording.save()
    names = [f"{recording.published_attempt}/{n}" for n in ("360.mp4", "360.m3u8", "poster.jpg")]
    for name in [*names, "source"]:
        storages["recordings"].save(f"{recording.key}/{name}", ContentFile(BYTES))
    return recording


def make_queued(owner, folder):
    """Make a recording that arrived and waits to be encoded."""
    recording = RecordingFactory(owner=owner)
    clip = make_clip(folder / "clip.mp4", seconds=3, size="640x360")
    receive_file(
        recording=recording, path=clip, original_name="clip.mp4", size_bytes=clip.stat().st_size
    )
    recording.refresh_from_db()
    return recording
