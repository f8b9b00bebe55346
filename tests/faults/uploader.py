"""A patient client of tus 1.0, which goes on wherever the server is after an accident."""

import base64
import http.client
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from uuid import UUID

PIECE_BYTES = 64 * 1024
PAUSE_S = 0.05


class Uploader(threading.Thread):
    """Uploads `data` for a recording, however often the server dies."""

    def __init__(self, port: int, recorder_key: str, recording: UUID, data: bytes) -> None:
        super().__init__(daemon=True)
        self.port, self.data = port, data
        self.recording = str(recording)
        self.headers = {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {recorder_key}"}

    def run(self) -> None:
        url = ""
        while True:
            try:
                url = url or self._create()
                if url and self._go_on(url):
                    return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(PAUSE_S)

    def _create(self) -> str:
        named = base64.b64encode(self.recording.encode()).decode()
        meta = {"Upload-Length": str(len(self.data)), "Upload-Metadata": f"recording {named}"}
        return self._ask("POST", "/uploads/", **meta)[1].get("Location", "")

    def _go_on(self, url: str) -> bool:
        status, headers = self._ask("HEAD", url)
        if status != HTTPStatus.OK:
            return False
        offset = int(headers["Upload-Offset"])
        if offset == len(self.data):
            return True
        content = {
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
            "Content-Length": str(len(self.data) - offset),
        }
        self._ask("PATCH", url, self._pieces(offset), **content)
        return False

    def _pieces(self, offset: int) -> Iterator[bytes]:
        for at in range(offset, len(self.data), PIECE_BYTES):
            yield self.data[at : at + PIECE_BYTES]
            time.sleep(PAUSE_S)

    def _ask(self, method: str, url: str, body=None, **headers: str) -> tuple[int, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, url, body, self.headers | headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status, dict(answer.getheaders())
        finally:
            connection.close()
