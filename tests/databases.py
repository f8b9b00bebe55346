"""Databases for the servers and workers that tests start, on whatever the suite runs on."""

import fcntl
from pathlib import Path
from shutil import copyfile
from typing import Any
from urllib.parse import quote, urlsplit

import psycopg
from django.db import connection
from django.test.utils import setup_databases

from moke.settings import environment

TEMPLATE = environment.DATA_DIR / "migrated.sqlite3"


def migrate(shared: Path) -> list[Any]:
    """Make the suite's database and keep a copy of it as its migrations left it.

    They take long: of all processes that share a folder the first goes through them, and the
    others begin with its file. On a server each goes through them.
    """
    if connection.vendor == "sqlite":
        return _migrate_file(shared / TEMPLATE.name)
    made = setup_databases(verbosity=0, interactive=False, serialized_aliases=())
    connection.close()
    _copy_on_server(connection.settings_dict["NAME"], _named(TEMPLATE.stem))
    return made


def _migrate_file(done: Path) -> list[Any]:
    with done.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_done := done.exists():
            copyfile(done, connection.settings_dict["TEST"]["NAME"])
        made = setup_databases(
            verbosity=0, interactive=False, keepdb=is_done, serialized_aliases=()
        )
        connection.close()
        copyfile(connection.settings_dict["NAME"], TEMPLATE)
        if not is_done:
            copyfile(TEMPLATE, done)
    return made


def make_database(name: str, *, folder: Path) -> str:
    """Return the NAME of a migrated, else empty database: a file in the folder, or one on the
    suite's server.

    There it is named after the database of the tests, since several processes may run them.
    """
    if connection.vendor == "sqlite":
        return str(copyfile(TEMPLATE, folder / f"{name}.sqlite3"))
    _copy_on_server(_named(TEMPLATE.stem), _named(name))
    return _named(name)


def _named(name: str) -> str:
    return f"{connection.settings_dict['NAME']}_{name}"


def _copy_on_server(source: str, copy: str) -> None:
    given = connection.settings_dict
    where = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"]}
    with psycopg.connect(
        **where, password=given["PASSWORD"], dbname="postgres", autocommit=True
    ) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{source}"')


def url_of(name: str | Path) -> str:
    """Return the `MOKE_DATABASE_URL` under which another process finds the database."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(name))}"
    server = urlsplit(environment.text("MOKE_DATABASE_URL"))
    return server._replace(path=f"{server.path.rpartition('/')[0]}/{name}").geturl()
