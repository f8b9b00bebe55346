import pytest
from django.core.management import call_command

from research.domain.wording import read_wording, wording_of
from research.models import ObservationForm

pytestmark = pytest.mark.django_db


def test_forms_come_in_both_languages_once_and_keep_what_a_district_made_of_them():
    call_command("load_observation_forms")
    ObservationForm.objects.filter(name="LICC 课堂观察").update(purpose="本区用法")
    call_command("load_observation_forms")
    forms = list(ObservationForm.objects.all())
    assert [form.language for form in forms] == ["en"] * 3 + ["zh-hans"] * 3
    for form in forms:
        form.full_clean()
        wording = read_wording(wording_of(form=form))
        assert sum(dimension.points for dimension in wording.dimensions) == 100
    assert ObservationForm.objects.get(name="LICC 课堂观察").purpose == "本区用法"


def test_every_dimension_says_what_its_levels_mean_and_licc_what_to_ask():
    call_command("load_observation_forms")
    words = {
        form.name: read_wording(wording_of(form=form)) for form in ObservationForm.objects.all()
    }
    every = [dimension for wording in words.values() for dimension in wording.dimensions]
    assert {len(set(dimension.meanings)) for dimension in every} == {5}
    for name in ("LICC 课堂观察", "LICC classroom observation"):
        asked = [pair for dimension in words[name].dimensions for pair in dimension.viewpoints]
        assert len({viewpoint for viewpoint, question in asked if question}) == 20
    first = words["LICC 课堂观察"].dimensions[0]
    assert first.look_at == ["准备", "倾听", "互动", "自主", "达成"]
