"""The Chinese catalogue holds every sentence of the interface, and says it in Chinese."""

import re
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = "zh_Hans/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
HAN_THEN_ASCII_MARK = re.compile(r"[\u4e00-\u9fff][,;:?!]")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The catalogue as it would be if the words were collected now, from a copy of the source."""
    copy = tmp_path_factory.mktemp("words")
    for folder in ("platform", "lessons", "research", "seeds"):
        shutil.copytree(ROOT / folder, copy / folder)
    locale = copy / "platform/moke/locale"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(copy)
        patch.setattr(settings, "LOCALE_PATHS", [locale])
        call_command("makemessages", locale=["zh_Hans"], no_wrap=True, verbosity=0)
    return polib.pofile(str(locale / CATALOGUE))


def test_catalogue_is_complete(collected):
    missing = [e.msgid for e in collected.untranslated_entries() if not e.obsolete]
    assert missing == []


def test_catalogue_has_no_guesses(collected):
    assert [e.msgid for e in collected.fuzzy_entries()] == []


def test_catalogue_keeps_placeholders(collected):
    def lost(entry):
        said = entry.msgstr or " ".join(entry.msgstr_plural.values())
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        return wanted != set(PLACEHOLDER.findall(said))

    assert [e.msgid for e in collected if not e.obsolete and lost(e)] == []


def test_catalogue_uses_full_width_punctuation(collected):
    bare = [e.msgstr for e in collected if HAN_THEN_ASCII_MARK.search(e.msgstr)]
    assert bare == []


def test_catalogue_addresses_nobody_formally(collected):
    assert [e.msgstr for e in collected if "您" in e.msgstr] == []
