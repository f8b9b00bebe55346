import re

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import override


class TakeForm(forms.Form):
    class_name = forms.CharField(help_text="As it is called at school.")
    change_note = forms.CharField(required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(
        widget=forms.RadioSelect, choices=[("h", "Highlight"), ("q", "Question")]
    )
    private = forms.BooleanField(required=False)
    sheet = forms.FileField(required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def rendered(name, data=None):
    with override("en"):
        return render_to_string("ui/field.html", {"field": TakeForm(data)[name]})


def test_field_ties_help_and_errors_to_its_control():
    html = rendered("class_name", {})
    described_by = re.search(r'aria-describedby="([^"]+)"', html)[1]
    assert described_by == "id_class_name_helptext id_class_name_error"
    assert [f'id="{name}"' in html for name in described_by.split()] == [True, True]
    assert 'aria-invalid="true"' in html
    assert '<label for="id_class_name">' in html


def test_field_without_fault_says_nothing_of_errors():
    html = rendered("class_name", {"class_name": "1 (3)"})
    assert "aria-invalid" not in html
    assert 'aria-describedby="id_class_name_helptext"' in html


def test_field_that_may_stay_empty_says_so():
    assert '<span class="optional">optional</span>' in rendered("change_note")
    assert "optional" not in rendered("class_name")


def test_field_of_choices_is_a_group_of_chips():
    html = rendered("kind", {})
    assert html.count('<label class="chip">') == 2
    assert "<legend>Kind</legend>" in html
    assert 'aria-describedby="id_kind_error"' in html
    assert 'id="id_kind_error"' in html


def test_field_to_tick_stands_before_its_words():
    html = rendered("private")
    assert html.index('type="checkbox"') < html.index("<span>Private</span>")


def test_field_for_a_file_is_a_target():
    assert "<file-target>" in rendered("sheet")


def test_hidden_field_is_the_control_alone():
    assert rendered("key").strip() == '<input type="hidden" name="key" id="id_key">'


def test_form_shows_what_is_wrong_with_the_whole():
    form = TakeForm({})
    form.add_error(None, "The class was taught twice that day.")
    html = render_to_string("ui/form.html", {"form": form})
    assert "The class was taught twice that day." in html
    assert html.count("data-field=") == 5
