"""What the addresses of database, cache, mail and bucket say, as Django wants to have it.

Text in, a piece of the settings out; `WrongSetting` for what cannot be meant.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import environ

from moke.settings.refusal import WrongSetting

POOL_WAIT_S = 10
REDIS_PATIENCE_S = 2
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # Pages are read where they lie: a search looks through many texts.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    " PRAGMA mmap_size=1073741824;",
}
DATABASE_ADVICE = "write sqlite:///path or postgres://user:password@host/name."
CACHE_ADVICE = "write redis://host:6379/0, or leave it out to keep the cache in memory."
MAIL_ADVICE = "write smtp+tls://user:password@host:587, or leave it out to get mails as files."
ADDRESS_ADVICE = "write an address such as https://example.org, without a path."


@dataclass(frozen=True)
class Bucket:
    """Where files are kept in a store that speaks S3."""

    name: str
    endpoint: str
    public_endpoint: str
    """The address under which browsers reach the store."""
    region: str
    key_id: str
    secret: str
    addressing: str
    """"path" for https://host/bucket/key, "virtual" for https://bucket.host/key."""

    @property
    def source(self) -> str:
        """Return what a content security policy must let browsers load from."""
        scheme, _, host = self.public_endpoint.partition("://")
        if self.addressing == "virtual":
            return f"{scheme}://{self.name}.{host}"
        return f"{scheme}://{host}/{self.name}/"

    def storage(self, location: str) -> dict[str, Any]:
        """Return the settings of a storage for the objects below a prefix."""
        options = {
            "bucket_name": self.name,
            "location": location,
            "endpoint_url": self.endpoint,
            "public_endpoint_url": self.public_endpoint,
            "region_name": self.region,
            "access_key": self.key_id,
            "secret_key": self.secret,
            "addressing_style": self.addressing,
        }
        return {"BACKEND": "moke.backends.bucket.BucketStorage", "OPTIONS": options}


def folder_storage(folder: Path | None = None) -> dict[str, Any]:
    """Return the settings of a storage in a folder, by default `MEDIA_ROOT`."""
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder} if folder else {},
    }


def sqlite(path: str | Path) -> dict[str, Any]:
    """Return the settings of a SQLite file that web server and workers share."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def database(name: str, url: str, *, connections: int) -> dict[str, Any]:
    """Return the settings of the database at an address.

    PostgreSQL is reached through a pool of at most `connections`. One is lent for a request or
    for a look of a live stream and comes back after it: each of these may run in a thread of
    its own, where a connection that is kept would stay open unused. SQLite has no server to
    spare: every thread keeps its file open.
    """
    parts = _split(name, url, DATABASE_ADVICE)
    path = parts.path.removeprefix("/")
    if not path:
        raise WrongSetting(name, url, DATABASE_ADVICE)
    if parts.scheme == "sqlite" and not parts.netloc:
        return sqlite(Path(unquote(path)).resolve())
    if parts.scheme not in {"postgres", "postgresql"}:
        raise WrongSetting(name, url, DATABASE_ADVICE)
    found = environ.Env.db_url_config(url)
    pool = {"min_size": 1, "max_size": connections, "timeout": POOL_WAIT_S}
    return found | {
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": found.get("OPTIONS", {}) | {"pool": pool},
    }


def cache(name: str, url: str) -> dict[str, Any]:
    """Return the settings of the cache at an address."""
    parts = _split(name, url, CACHE_ADVICE)
    scheme = parts.scheme.replace("rediscache", "redis")
    is_complete = parts.path.strip("/") if scheme == "unix" else parts.hostname
    if scheme not in {"redis", "rediss", "unix"} or not is_complete:
        raise WrongSetting(name, url, CACHE_ADVICE)
    return {
        "BACKEND": "moke.backends.cache.SharedCache",
        "LOCATION": url.replace("rediscache://", "redis://", 1),
        "KEY_PREFIX": "moke",
        "OPTIONS": {"socket_timeout": REDIS_PATIENCE_S}
        | ({} if scheme == "unix" else {"socket_connect_timeout": REDIS_PATIENCE_S}),
    }


def mailer(name: str, url: str) -> dict[str, Any]:
    """Return the settings of the mail server at an address."""
    parts = _split(name, url, MAIL_ADVICE)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls", "smtp+ssl"} or not parts.hostname:
        raise WrongSetting(name, url, MAIL_ADVICE)
    found = environ.Env.email_url_config(url)
    options = {
        "host": found["EMAIL_HOST"],
        "port": found["EMAIL_PORT"],
        "username": found["EMAIL_HOST_USER"],
        "password": found["EMAIL_HOST_PASSWORD"],
        "use_tls": found.get("EMAIL_USE_TLS", False),
        "use_ssl": found.get("EMAIL_USE_SSL", False),
    }
    return {
        "BACKEND": found["EMAIL_BACKEND"],
        "OPTIONS": {name: value for name, value in options.items() if value},
    }


def address(name: str, url: str) -> str:
    """Return the address of a web server, without a slash at its end."""
    parts = _split(name, url, ADDRESS_ADVICE)
    is_more = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in {"http", "https"} or not parts.hostname or is_more:
        raise WrongSetting(name, url, ADDRESS_ADVICE)
    return url.rstrip("/")


def _split(name: str, url: str, advice: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for one that is no number
    except ValueError as error:
        raise WrongSetting(name, url, advice) from error
    return parts
