"""Databases for the servers and workers that tests start, on whatever the suite runs on."""

from pathlib import Path
from shutil import copyfile
from urllib.parse import quote, urlsplit

import psycopg
from django.db import connection

from moke.settings import environment

TEMPLATE = environment.DATA_DIR / "migrated.sqlite3"


def keep_template() -> None:
    """Keep a copy of the suite's own database as its migrations left it."""
    connection.close()
    if connection.vendor == "sqlite":
        copyfile(connection.settings_dict["NAME"], TEMPLATE)
    else:
        _copy_on_server(connection.settings_dict["NAME"], _named(TEMPLATE.stem))


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
