import pytest
from django.utils import translation
from wagtail.models import Task, Workflow

from lessons.domain.workflow import ensure_workflow
from lessons.models import DistrictSelection, SchoolRecommendation

pytestmark = pytest.mark.django_db


def test_workflow_has_two_steps_in_order_and_is_made_once():
    workflow = ensure_workflow()
    assert ensure_workflow() == workflow
    assert [type(task) for task in workflow.tasks.specific()] == [
        SchoolRecommendation,
        DistrictSelection,
    ]
    names = set(DistrictSelection.objects.values_list("name", flat=True))
    assert names == {"区级遴选"}


def test_workflow_is_named_in_the_district_s_language_whoever_makes_it():
    with translation.override("en"):
        assert ensure_workflow().name == "区级遴选进程"


def test_workflow_hangs_on_no_page():
    assert list(ensure_workflow().all_pages()) == []


def test_workflow_that_was_deactivated_gives_way_to_a_new_one_with_the_same_steps():
    first = ensure_workflow()
    first.deactivate()
    second = ensure_workflow()
    assert second != first
    assert list(second.tasks) == list(Task.objects.filter(workflow_tasks__workflow=first))
    assert Workflow.objects.filter(active=True, pk=second.pk).exists()
