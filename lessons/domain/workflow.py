"""The way up to the district as a workflow of Wagtail: the school recommends, a curator selects."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Workflow, WorkflowTask

from lessons.domain.library import ensure_home
from lessons.models import DistrictSelection, HomePage, SchoolRecommendation

STEPS = (SchoolRecommendation, DistrictSelection)


@transaction.atomic
def ensure_workflow() -> Workflow:
    """Return the workflow with its two steps in order, made where there is none.

    It hangs on no page: a lesson enters it by `lessons.domain.submission` alone.
    """
    steps = DistrictSelection.objects.values("pk")
    found = Workflow.objects.filter(active=True, workflow_tasks__task__in=steps)
    if workflow := found.first():
        return workflow
    HomePage.objects.select_for_update().get(pk=ensure_home().pk)
    if workflow := found.all().first():
        return workflow
    with override(settings.LANGUAGE_CODE):
        workflow = Workflow.objects.create(name=_("The way up to the district"))
        for order, model in enumerate(STEPS):
            step = model.objects.first() or model.objects.create(name=model.step.label)
            WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=order)
    return workflow
