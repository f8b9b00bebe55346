"""A setting that is wrong or half set stops the start with a sentence that names it."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = ROOT / "platform/moke/settings/environment.py"
READ = re.compile(r'\b(?:text|number|choice|folder|address|hosts|mail_address)\(\s*"([A-Z0-9_]+)"')
NAMED = re.compile(r"`((?:MOKE_[A-Z0-9_]+|HOST|PORT))`")
BUCKET = {
    "MOKE_MEDIA_BUCKET": "moke",
    "MOKE_MEDIA_ENDPOINT": "https://s3.example.org",
    "MOKE_MEDIA_KEY_ID": "key",
    "MOKE_MEDIA_SECRET": "secret",
}
DATABASE = "write sqlite:///path or postgres://user:password@host/name."
ADDRESS = "write an address such as https://example.org, without a path."


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Return a function that reads the environment anew, with these variables in it alone."""

    def read_environment(**variables):
        for name in [name for name in os.environ if name.startswith("MOKE_")]:
            monkeypatch.delenv(name)
        for name, value in {"MOKE_DATA_DIR": str(tmp_path), **variables}.items():
            monkeypatch.setenv(name, value)
        found = runpy.run_path(str(ENVIRONMENT))
        return {**found, **{name: found[name]() for name in ("database", "cache", "mailer")}} | {
            "bucket": found["bucket"]()
        }

    return read_environment


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"MOKE_DATABASE_URL": "postgre://x"}, f'MOKE_DATABASE_URL is "postgre://x": {DATABASE}'),
        ({"MOKE_DATABASE_URL": "postgres://h"}, f'MOKE_DATABASE_URL is "postgres://h": {DATABASE}'),
        (
            {"MOKE_DATABASE_URL": "postgres://moke:s3cret@h:54x/n"},
            f'MOKE_DATABASE_URL is "postgres://moke:…@h:54x/n": {DATABASE}',
        ),
        ({"MOKE_DATABASE_URL": "moke"}, f'MOKE_DATABASE_URL is "moke": {DATABASE}'),
        (
            {"MOKE_DATABASE_CONNECTIONS": "0"},
            'MOKE_DATABASE_CONNECTIONS is "0": write a whole number from 1.',
        ),
        (
            {"MOKE_CACHE_URL": "memcache://h:1"},
            'MOKE_CACHE_URL is "memcache://h:1": write redis://host:6379/0, '
            "or leave it out to keep the cache in memory.",
        ),
        (
            {"MOKE_EMAIL_URL": "mail.example.org"},
            'MOKE_EMAIL_URL is "mail.example.org": write smtp+tls://user:password@host:587, '
            "or leave it out to get mails as files.",
        ),
        (
            {"MOKE_EMAIL_FROM": "moke"},
            'MOKE_EMAIL_FROM is "moke": write an address such as moke@example.org.',
        ),
        ({"PORT": "http"}, 'PORT is "http": write a whole number from 1 to 65535.'),
        ({"PORT": "70000"}, 'PORT is "70000": write a whole number from 1 to 65535.'),
        ({"MOKE_BASE_URL": "/moke"}, f'MOKE_BASE_URL is "/moke": {ADDRESS}'),
        (
            {"MOKE_ALLOWED_HOSTS": "https://moke.example.org"},
            'MOKE_ALLOWED_HOSTS is "https://moke.example.org": '
            "write host names alone, by commas, such as moke.example.org.",
        ),
        (
            {"MOKE_MEDIA_BUCKET": "moke", "MOKE_MEDIA_ENDPOINT": "https://s3.example.org"},
            "MOKE_MEDIA_KEY_ID is missing, and MOKE_MEDIA_BUCKET needs it: "
            "write endpoint, key and secret of the store, or leave out the bucket.",
        ),
        (
            {"MOKE_MEDIA_SECRET": "s3cret"},
            "MOKE_MEDIA_BUCKET is missing, and MOKE_MEDIA_SECRET needs it: name the bucket.",
        ),
        (
            BUCKET | {"MOKE_MEDIA_ENDPOINT": "s3.example.org"},
            f'MOKE_MEDIA_ENDPOINT is "s3.example.org": {ADDRESS}',
        ),
        (
            BUCKET | {"MOKE_MEDIA_ADDRESSING": "host"},
            'MOKE_MEDIA_ADDRESSING is "host": write path or virtual.',
        ),
        (
            {"MOKE_SECRET_KEY_FILE": "/nowhere"},
            'MOKE_SECRET_KEY_FILE is "/nowhere": '
            "this file cannot be read (No such file or directory).",
        ),
    ],
)
def test_wrong_setting_ends_the_start_with_a_sentence(read, variables, sentence):
    with pytest.raises(SystemExit) as ended:
        read(**variables)["secret_key"]()
    assert str(ended.value) == sentence


def test_empty_variables_count_as_none(read):
    found = read(MOKE_DATABASE_URL="", MOKE_CACHE_URL=" ", MOKE_MEDIA_BUCKET="", PORT="")
    assert (found["PORT"], found["bucket"]) == (8000, None)
    assert found["database"]["ENGINE"] == "django.db.backends.sqlite3"
    assert found["cache"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"


def test_variable_may_stand_in_a_file(read, tmp_path):
    (tmp_path / "key").write_text("a long key\n")
    assert read(MOKE_SECRET_KEY_FILE=str(tmp_path / "key"))["secret_key"]() == "a long key"


def test_postgresql_is_reached_through_a_pool(read):
    url = "postgres://moke:p%40ss@db.example.org:5433/moke?sslmode=require"
    found = read(MOKE_DATABASE_URL=url, MOKE_DATABASE_CONNECTIONS="7")["database"]
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example.org", 5433, "moke")
    assert (found["USER"], found["PASSWORD"], found["CONN_MAX_AGE"]) == ("moke", "p@ss", 0)
    assert found["OPTIONS"]["sslmode"] == "require"
    assert found["OPTIONS"]["pool"]["max_size"] == 7


def test_postgresql_may_be_reached_through_a_socket(read):
    found = read(MOKE_DATABASE_URL="postgres://moke@//run/postgresql/moke")["database"]
    assert (found["HOST"], found["NAME"]) == ("/run/postgresql", "moke")


def test_sqlite_may_lie_elsewhere(read):
    found = read(MOKE_DATABASE_URL="sqlite:////srv/磨课/moke.sqlite3")["database"]
    assert found["NAME"] == Path("/srv/磨课/moke.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_bucket_says_what_browsers_may_load_from(read):
    public = BUCKET | {"MOKE_MEDIA_PUBLIC_ENDPOINT": "https://files.example.org/"}
    assert read(**BUCKET)["bucket"].source == "https://s3.example.org/moke/"
    assert read(**public)["bucket"].source == "https://files.example.org/moke/"
    virtual = public | {"MOKE_MEDIA_ADDRESSING": "virtual"}
    assert read(**virtual)["bucket"].source == "https://moke.files.example.org"


@pytest.mark.parametrize(
    "command",
    [
        ("manage.py", "check"),
        ("manage.py", "ox_worker"),
        ("manage.py", "run_demo"),
        ("-m", "uvicorn", "moke.asgi:application", "--app-dir", "platform"),
    ],
)
def test_every_process_says_the_same_and_no_more(command, tmp_path):
    variables = {"MOKE_DATABASE_URL": "postgre://x", "MOKE_DATA_DIR": str(tmp_path)}
    environment = os.environ | variables | {"DJANGO_SETTINGS_MODULE": "moke.settings.embedded"}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr == f'MOKE_DATABASE_URL is "postgre://x": {DATABASE}\n'


def test_table_for_operators_lists_what_is_read():
    lines = (ROOT / "docs/operating.md").read_text().splitlines()
    cells = [line.split("|")[1] for line in lines if line.startswith("| `")]
    assert {name for cell in cells for name in NAMED.findall(cell)} == set(
        READ.findall(ENVIRONMENT.read_text())
    )
