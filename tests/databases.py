"""Databases for the servers and workers that tests start, on whatever the suite runs on."""

from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
from django.db import connection

from moke.settings import environment


def make_database(name: str, *, folder: Path) -> str:
    """Return the NAME of an empty database: a file in the folder, or one on the suite's server.

    There it is named after the database of the tests, since several processes may run them.
    """
    if connection.vendor == "sqlite":
        return str(folder / f"{name}.sqlite3")
    given = connection.settings_dict
    name = f"{given['NAME']}_{name}"
    where = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"]}
    with psycopg.connect(
        **where, password=given["PASSWORD"], dbname="postgres", autocommit=True
    ) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
    return name


def url_of(name: str | Path) -> str:
    """Return the `MOKE_DATABASE_URL` under which another process finds the database."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(name))}"
    server = urlsplit(environment.text("MOKE_DATABASE_URL"))
    return server._replace(path=f"{server.path.rpartition('/')[0]}/{name}").geturl()
