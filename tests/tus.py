"""A raw tus client, and the file that it sends."""

import base64

from django.core.files.storage import storages

SIZE = 4096
BYTES = bytes(range(256)) * (SIZE // 256)


class Tus:
    """Speaks the protocol through a test client, with the same headers each time."""

    def __init__(self, client, **headers):
        self.client = client
        self.headers = {"Tus-Resumable": "1.0.0", **headers}

    def create(self, *, length=SIZE, body=b"", headers=None, **metadata):
        pairs = [f"{k} {base64.b64encode(str(v).encode()).decode()}" for k, v in metadata.items()]
        sent = self.headers | {"Upload-Length": str(length), "Upload-Metadata": ",".join(pairs)}
        return self.client.generic(
            "POST",
            "/uploads/",
            body,
            content_type="application/offset+octet-stream",
            headers=sent | (headers or {}),
        )

    def patch(self, url, body, offset, content_type="application/offset+octet-stream", **headers):
        sent = self.headers | {"Upload-Offset": str(offset), "Content-Type": content_type} | headers
        return self.client.generic("PATCH", url, body, content_type=content_type, headers=sent)

    def head(self, url):
        return self.client.head(url, headers=self.headers)

    def delete(self, url):
        return self.client.delete(url, headers=self.headers)


def source_of(recording):
    recording.refresh_from_db()
    with storages["recordings"].open(recording.source) as file:
        return file.read()
