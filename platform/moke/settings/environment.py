"""What Moke reads from the environment. No other module reads `os.environ`."""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()

DATA_DIR = Path(env.str("MOKE_DATA_DIR", default="var")).resolve()
HOST = env.str("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
ALLOWED_HOSTS = env.list("MOKE_ALLOWED_HOSTS", default=[])
TRUSTED_PROXIES = env.int("MOKE_TRUSTED_PROXIES", default=0)
BASE_URL = env.str("MOKE_BASE_URL", default="")
DATABASE_URL = env.str("MOKE_DATABASE_URL", default="")
CACHE_URL = env.str("MOKE_CACHE_URL", default="")
EMAIL_URL = env.str("MOKE_EMAIL_URL", default="")
EMAIL_FROM = env.str("MOKE_EMAIL_FROM", default="moke@localhost")
NODE_MODULES = Path(env.str("MOKE_NODE_MODULES", default="node_modules")).resolve()
MAX_UPLOAD_BYTES = env.int("MOKE_MAX_UPLOAD_BYTES", default=8 * 1024**3)
MAX_RECORDING_S = env.int("MOKE_MAX_RECORDING_S", default=4 * 3600)


def secret_key() -> str:
    """The key that signs sessions and grants.

    `MOKE_SECRET_KEY` where it is set, else a key made once and kept, readable by
    its owner alone, in the data folder.
    """
    if key := env.str("MOKE_SECRET_KEY", default=""):
        return key
    path = DATA_DIR / "secret-key"
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50))
        return path.read_text()
    except OSError as error:
        message = f"MOKE_DATA_DIR is {DATA_DIR}, which cannot be written: {error.strerror}."
        raise ImproperlyConfigured(message) from error


def mailer() -> dict:
    """How mail leaves: by `MOKE_EMAIL_URL` (smtp://user:password@host:587), else into files."""
    if not EMAIL_URL:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": DATA_DIR / "mail"},
        }
    url = environ.Env.email_url_config(EMAIL_URL)
    options = {
        "host": url["EMAIL_HOST"],
        "port": url["EMAIL_PORT"],
        "username": url["EMAIL_HOST_USER"],
        "password": url["EMAIL_HOST_PASSWORD"],
        "use_tls": url.get("EMAIL_USE_TLS", False),
        "use_ssl": url.get("EMAIL_USE_SSL", False),
    }
    return {
        "BACKEND": url["EMAIL_BACKEND"],
        "OPTIONS": {name: value for name, value in options.items() if value},
    }
