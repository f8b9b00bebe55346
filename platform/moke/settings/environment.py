"""What Moke reads from the environment. No other module reads `os.environ`.

Each variable may also be given as a file, by its name with `_FILE` behind it. An empty one
counts as none. What is wrong or half set stops the start (see `moke.settings.refusal`).
docs/operating.md has the table.
"""

import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import environ

from moke.settings import backends
from moke.settings.refusal import MissingSetting, WrongSetting

env = environ.FileAwareEnv()
READ: set[str] = set()
"""The names of all variables that were asked for."""

MOST_PORT = 65_535
MOST_KEPT_DAYS = 3650
HOST_NAME = re.compile(r"\*|\.?[\w-]+(\.[\w-]+)*|\[[0-9a-fA-F:.]+\]")
SENDER = re.compile(r"([^<>@]+<)?[^<>@\s]+@[^<>@\s]+>?")
ADDRESSINGS = ("path", "virtual")
BUCKET_NEEDS = ("MOKE_MEDIA_ENDPOINT", "MOKE_MEDIA_KEY_ID", "MOKE_MEDIA_SECRET")
BUCKET_MAY_HAVE = ("MOKE_MEDIA_PUBLIC_ENDPOINT", "MOKE_MEDIA_REGION", "MOKE_MEDIA_ADDRESSING")


def unread() -> list[str]:
    """Return the variables that are named like ours and that nobody asked for."""
    ours = {name for name in env.ENVIRON.env if name.startswith("MOKE_")}
    return sorted(name for name in ours if name.removesuffix("_FILE") not in READ)


def text(name: str, default: str = "") -> str:
    """Return the variable, without space around it."""
    READ.add(name)
    try:
        return env.str(name, default="").strip() or default
    except (OSError, UnicodeDecodeError) as error:
        file = env.ENVIRON.env[f"{name}_FILE"]
        why = getattr(error, "strerror", None) or "not UTF-8"
        raise WrongSetting(f"{name}_FILE", file, f"this file cannot be read ({why}).") from error


def number(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    """Return the variable as a whole number within its bounds."""
    value = text(name, str(default))
    bounds = f"from {least}" + (f" to {most}" if most else "")
    if not (value.isascii() and value.isdigit()) or not least <= int(value) <= (most or int(value)):
        raise WrongSetting(name, value, f"write a whole number {bounds}.")
    return int(value)


def choice(name: str, among: Sequence[str]) -> str:
    """Return the variable, one of several words; the first where it is not set."""
    value = text(name, among[0])
    if value not in among:
        raise WrongSetting(name, value, f"write {' or '.join(among)}.")
    return value


def address(name: str, default: str = "") -> str:
    """Return the variable as the address of a web server."""
    value = text(name, default)
    return backends.address(name, value) if value else ""


def hosts(name: str) -> list[str]:
    """Return the variable as a list of host names."""
    found = [host.strip() for host in text(name).split(",") if host.strip()]
    if not all(HOST_NAME.fullmatch(host) for host in found):
        advice = "write host names alone, by commas, such as moke.example.org."
        raise WrongSetting(name, text(name), advice)
    return found


def folder(name: str) -> Path | None:
    """Return the variable as the path of a folder that is there."""
    value = text(name)
    if value and not Path(value).is_dir():
        raise WrongSetting(name, value, "write the path of a folder, or leave it out.")
    return Path(value).resolve() if value else None


def mail_address(name: str, default: str) -> str:
    """Return the variable as the address of a sender: x@y, or Name <x@y>."""
    value = text(name, default)
    if not SENDER.fullmatch(value):
        raise WrongSetting(name, value, "write an address such as moke@example.org.")
    return value


DATA_DIR = Path(text("MOKE_DATA_DIR", "var")).resolve()
HOST = text("HOST", "127.0.0.1")
PORT = number("PORT", 8000, least=1, most=MOST_PORT)
ALLOWED_HOSTS = hosts("MOKE_ALLOWED_HOSTS")
TRUSTED_PROXIES = number("MOKE_TRUSTED_PROXIES", 0)
BASE_URL = address("MOKE_BASE_URL", f"http://localhost:{PORT}")
NODE_MODULES = Path(text("MOKE_NODE_MODULES", "node_modules")).resolve()
EMAIL_FROM = mail_address("MOKE_EMAIL_FROM", "moke@localhost")
MAX_UPLOAD_BYTES = number("MOKE_MAX_UPLOAD_BYTES", 8 * 1024**3, least=1)
MAX_RECORDING_S = number("MOKE_MAX_RECORDING_S", 4 * 3600, least=1)
DELETED_KEPT_DAYS = number("MOKE_DELETED_KEPT_DAYS", 30, least=1, most=MOST_KEPT_DAYS)

ASR_MODEL = folder("MOKE_ASR_MODEL")
AV1 = choice("MOKE_AV1", ("off", "showcase"))


def secret_key() -> str:
    """The key that signs sessions and grants.

    `MOKE_SECRET_KEY` where it is set, else a key made once and kept, readable by
    its owner alone, in the data folder.
    """
    if key := text("MOKE_SECRET_KEY"):
        return key
    path = DATA_DIR / "secret-key"
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50))
        return path.read_text()
    except OSError as error:
        advice = f"this folder cannot be written ({error.strerror})."
        raise WrongSetting("MOKE_DATA_DIR", str(DATA_DIR), advice) from error


def database() -> dict[str, Any]:
    """The database: a SQLite file in the data folder unless `MOKE_DATABASE_URL` names another."""
    connections = number("MOKE_DATABASE_CONNECTIONS", 20, least=1)
    if url := text("MOKE_DATABASE_URL"):
        return backends.database("MOKE_DATABASE_URL", url, connections=connections)
    return backends.sqlite(DATA_DIR / "moke.sqlite3")


def cache() -> dict[str, Any]:
    """The cache: in the memory of each process unless `MOKE_CACHE_URL` names a shared one."""
    if url := text("MOKE_CACHE_URL"):
        return backends.cache("MOKE_CACHE_URL", url)
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}


def mailer() -> dict[str, Any]:
    """How mail leaves: by `MOKE_EMAIL_URL`, else into files."""
    if url := text("MOKE_EMAIL_URL"):
        return backends.mailer("MOKE_EMAIL_URL", url)
    return {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": DATA_DIR / "mail"},
    }


def bucket() -> backends.Bucket | None:
    """The bucket that keeps files and recordings, if any: all of its settings or none."""
    name = text("MOKE_MEDIA_BUCKET")
    if not name:
        for given in (*BUCKET_NEEDS, *BUCKET_MAY_HAVE):
            if text(given):
                raise MissingSetting(
                    "MOKE_MEDIA_BUCKET", needed_by=given, advice="name the bucket."
                )
        return None
    for missing in BUCKET_NEEDS:
        if not text(missing):
            advice = "write endpoint, key and secret of the store, or leave out the bucket."
            raise MissingSetting(missing, needed_by="MOKE_MEDIA_BUCKET", advice=advice)
    endpoint = address("MOKE_MEDIA_ENDPOINT")
    addressing = text("MOKE_MEDIA_ADDRESSING", "path")
    if addressing not in ADDRESSINGS:
        raise WrongSetting("MOKE_MEDIA_ADDRESSING", addressing, "write path or virtual.")
    return backends.Bucket(
        name=name,
        endpoint=endpoint,
        public_endpoint=address("MOKE_MEDIA_PUBLIC_ENDPOINT", endpoint),
        region=text("MOKE_MEDIA_REGION", "us-east-1"),
        key_id=text("MOKE_MEDIA_KEY_ID"),
        secret=text("MOKE_MEDIA_SECRET"),
        addressing=addressing,
    )
