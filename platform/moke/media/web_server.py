"""What nginx has to know to stand before Moke: its templates lie in `platform/deploy/nginx`."""

import re
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from moke.media.files import recordings_storage
from moke.media.grants import secret

TEMPLATES = Path(__file__).resolve().parents[2] / "deploy" / "nginx"
UNSAFE = re.compile(r"[\"'\\${};\s]")
UNSAFE_IN_PATHS = re.compile(r"[\"\\$\n]")


def nginx_site(
    *,
    host: str,
    certificate: Path,
    certificate_key: Path,
    upstream: str,
    port: int = 443,
    plain_port: int = 80,
) -> str:
    """Return the site of nginx for this Moke, with the secret of its grants in it.

    `upstream` is where Moke listens: host:port, or unix:/path. Recordings in a bucket are not
    nginx's to give: then all requests go to Moke. Raises ValueError for a value that
    nginx would read as something else.
    """
    site = _fill(
        "moke.conf",
        HOST=_checked(host),
        UPSTREAM=_checked(upstream),
        CERTIFICATE=_checked_path(certificate),
        CERTIFICATE_KEY=_checked_path(certificate_key),
        PORT=str(port),
        PLAIN_PORT=str(plain_port),
    )
    return site.replace("@RECORDINGS@", _recordings())


def _recordings() -> str:
    storage = recordings_storage()
    if not isinstance(storage, FileSystemStorage):
        return ""
    return _fill(
        "recordings.conf",
        FOLDER=_checked_path(Path(storage.location)),
        SESSION_COOKIE=settings.SESSION_COOKIE_NAME,
        SECRET=secret(),
    )


def _fill(name: str, **values: str) -> str:
    text = (TEMPLATES / name).read_text()
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text


def _checked(value: str) -> str:
    if not value or UNSAFE.search(value):
        raise ValueError(f"nginx cannot be told “{value}”.")
    return value


def _checked_path(path: Path) -> str:
    if not path.is_absolute() or UNSAFE_IN_PATHS.search(str(path)):
        raise ValueError(f"nginx needs a whole path without quotes, not “{path}”.")
    return str(path)
