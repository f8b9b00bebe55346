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
