from types import SimpleNamespace

import pytest
from django import forms
from django.template import TemplateSyntaxError
from django.utils.translation import override

from moke.ui.templatetags.ui import clock, clock_ms, control, filesize, grade_subject, icon, seconds


def lesson(*, term="first", edition="统编版"):
    return SimpleNamespace(grade=1, subject="chinese", term=term, edition=edition)


def test_icon_is_inline_and_hidden_from_screen_readers():
    svg = icon("play")
    assert svg.startswith('<svg class="icon" width="20" height="20" viewBox="0 0 24 24"')
    assert 'aria-hidden="true"' in svg
    assert "@license" not in svg


@pytest.mark.parametrize("name", ["no-such-icon", "../icons/play", "", "play.svg"])
def test_icon_refuses_what_is_not_an_icon(name):
    with pytest.raises(TemplateSyntaxError):
        icon(name)


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "0:00"),
        (62.9, "1:02"),
        (599, "9:59"),
        (2405, "40:05"),
        (3600, "1:00:00"),
        (-3, "0:00"),
        (None, ""),
        ("", ""),
    ],
)
def test_clock_writes_seconds_as_a_player_does(seconds, written):
    assert clock(seconds) == written


def test_clock_ms_writes_milliseconds():
    assert clock_ms(151_999) == "2:31"
    assert clock_ms(None) == ""


def test_seconds_are_written_for_addresses_in_any_language():
    with override("zh-hans"):
        assert [seconds(ms) for ms in (0, 83_000, 11_500)] == ["0", "83", "11.5"]


def test_filesize_chooses_the_unit():
    with override("en"):
        assert filesize(2_254_857_830) == "2.1\xa0GB"
        assert filesize(None) == "0\xa0bytes"


def test_grade_subject_joins_what_is_known():
    with override("en"):
        assert grade_subject(lesson()) == "Grade 1, first term · Chinese · 统编版"
        assert grade_subject(lesson(term="whole", edition="")) == "Grade 1 · Chinese"


class Choosing(forms.Form):
    one = forms.ChoiceField(choices=[("a", "A"), ("<b>", "B")], widget=forms.RadioSelect)
    some = forms.MultipleChoiceField(
        choices=[(1, "A"), (2, "B")], required=False, widget=forms.CheckboxSelectMultiple
    )


@pytest.mark.parametrize("form", [Choosing(), Choosing({"one": "<b>", "some": ["2"]})])
def test_control_is_what_django_writes(form):
    for name in form.fields:
        for option in form[name]:
            ours, djangos = control(option), option.tag(wrap_label=False)
            assert sorted(ours.strip("<>").split()) == sorted(djangos.strip("<>").split())
