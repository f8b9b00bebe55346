"""Static files as they are collected: whole, small, under names that change with them."""

import json
import re

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage as Plain
from django.core.files.storage import FileSystemStorage

from moke.ui import storage
from moke.ui.joining import find_esbuild
from moke.ui.storage import StaticFilesStorage

OURS = {
    "ui/css/page.css": '@import "tokens.css";\nbody { background: url("../img/dot.svg"); }',
    "ui/css/tokens.css": ":root { --ink: black; }",
    "ui/img/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "ui/js/page.js": 'import { greet } from "./greet.js";\ngreet();',
    "ui/js/greet.js": "export function greet() { console.log('greetings'); }",
    "vendor/other.js": 'import "./more.js";',
    "vendor/more.js": "1;",
}


@pytest.fixture
def collected(settings, tmp_path):
    """Return a function that collects the files and answers with their served texts by name."""
    settings.STATIC_ROOT = tmp_path / "static"
    source = FileSystemStorage(tmp_path / "source")

    def collect():
        store = StaticFilesStorage(location=settings.STATIC_ROOT)
        for name, text in OURS.items():
            for where in (source, Plain(location=settings.STATIC_ROOT)):
                path = where.path(name)
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_text(text)
        for name, _hashed, outcome in store.post_process({name: (source, name) for name in OURS}):
            assert not isinstance(outcome, Exception), (name, outcome)
        paths = json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text())["paths"]
        assert all(re.search(r"\.[0-9a-f]{12}\.", hashed) for hashed in paths.values())
        return {name: (settings.STATIC_ROOT / hashed).read_text() for name, hashed in paths.items()}

    return collect


def test_our_files_hold_all_that_they_import(collected):
    texts = collected()
    assert "greetings" in texts["ui/js/page.js"]
    assert "import" not in texts["ui/js/page.js"]
    assert "--ink" in texts["ui/css/page.css"]
    assert "@import" not in texts["ui/css/page.css"]
    assert "data:image/svg+xml" in texts["ui/css/page.css"]


def test_files_of_others_stay_as_they_lie(collected):
    assert re.search(r'import ?"\./more\.[0-9a-f]{12}\.js"', collected()["vendor/other.js"])


def test_without_esbuild_files_are_served_one_by_one(collected, monkeypatch, caplog):
    monkeypatch.setattr(storage, "find_esbuild", lambda node_modules: None)
    texts = collected()
    assert re.search(r'from "\./greet\.[0-9a-f]{12}\.js"', texts["ui/js/page.js"])
    assert "esbuild is not installed" in caplog.text


def test_source_maps_are_not_compressed():
    compressor = StaticFilesStorage().create_compressor()
    names = ("vendor/other.js", "vendor/other.js.map", "ui/img/dot.png")
    assert [compressor.should_compress(name) for name in names] == [True, False, False]


def test_no_program_is_found_where_npm_installed_none(tmp_path):
    assert find_esbuild(tmp_path) is None
