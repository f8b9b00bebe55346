"""What the sheets say: the TOML files here, and one sheet a lesson in `lessons/`."""

import tomllib
from pathlib import Path

HERE = Path(__file__).parent


def district() -> dict:
    """Schools and people."""
    return _read(HERE / "district.toml")


def resources() -> list[dict]:
    """Files of the library that belong to no lesson."""
    return _read(HERE / "resources.toml")["resources"]


def collections() -> list[dict]:
    """What the curator put together."""
    return _read(HERE / "collections.toml")["collections"]


def lessons() -> dict[str, dict]:
    """The sheet of each lesson by its name, in order."""
    return {path.stem: _read(path) for path in sorted((HERE / "lessons").glob("*.toml"))}


def lesson(name: str) -> dict:
    """The sheet of one lesson."""
    return _read(HERE / "lessons" / f"{name}.toml")


def topics() -> dict:
    """What is talked about beyond the lessons."""
    return _read(HERE / "topics.toml")


def observation_forms() -> dict:
    """Forms to observe lessons with."""
    return _read(HERE / "observation_forms.toml")


def tags() -> list[dict]:
    """What the district tells comments apart by."""
    return _read(HERE / "tags.toml")["tags"]


def _read(path: Path) -> dict:
    return tomllib.loads(path.read_text("utf-8"))
