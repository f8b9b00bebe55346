"""The repository keeps the shape that its documentation gives it."""

import ast
import importlib
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {".ci", "docs", "lessons", "platform", "research", "seeds", "tests"}
LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40

# Needles are put together here, so that this file does not hold what it looks for.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("registry", "npmmirror"),
        ("npmjs", "org"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("mirrors", "aliyun"),
        ("tuna", "tsinghua"),
    )
]
MACHINE_PATHS = re.compile(r"(?<![\w.$}])/(?:home|root|work|Users)" + r"/[a-z]")
READS_ENVIRONMENT = re.compile(
    r"os\.environ\b(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")|os\.getenv|environ\.\w*Env\("
)


@cache
def tracked_files():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()]


@cache
def python_files():
    return [
        path
        for path in tracked_files()
        if path.suffix == ".py" and path.parent.name != "migrations"
    ]


def relative(path):
    return str(path.relative_to(ROOT))


def test_platform_is_a_folder_and_never_a_package():
    assert [relative(path) for path in (ROOT / "platform").glob("*.py")] == []
    module = importlib.import_module("platform")
    assert Path(module.__file__).name == "platform.py"
    assert not Path(module.__file__).is_relative_to(ROOT / "platform")
    assert module.python_implementation() == sys.implementation.name.replace("cp", "CP")


def test_only_known_folders_lie_at_the_top():
    found = {path.relative_to(ROOT).parts[0] for path in tracked_files() if path.parent != ROOT}
    assert found - FOLDERS == set()


def test_files_stay_short():
    long = {
        relative(path): lines
        for path in tracked_files()
        if path.suffix in {".py", ".js", ".css", ".html"}
        and path.parent.name != "migrations"
        and (lines := len(path.read_text().splitlines())) > LINES_OF_A_FILE
    }
    assert long == {}


def test_functions_stay_short():
    long = {
        f"{relative(path)}:{node.lineno} {node.name}": lines
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := node.end_lineno - node.lineno + 1) > LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_no_file_names_a_registry_or_a_machine():
    found = set()
    for path in tracked_files():
        text = path.read_bytes().decode(errors="replace")
        found |= {(relative(path), host) for host in HOSTS if host in text}
        found |= {(relative(path), match) for match in MACHINE_PATHS.findall(text)}
        if path.suffix == ".lock":
            found |= {(relative(path), url) for url in re.findall(r"https?://\S+", text)}
        if path.name == "package-lock.json" and '"resolved"' in text:
            found.add((relative(path), "resolved"))
    assert found == set()


def test_only_the_settings_read_the_environment():
    readers = {
        relative(path)
        for path in python_files()
        if path.is_relative_to(ROOT / "platform" / "moke")
        or path.parts[len(ROOT.parts)] in {"lessons", "research", "seeds"}
        if READS_ENVIRONMENT.search(path.read_text())
    }
    assert readers - {"platform/moke/settings/environment.py"} == set()
