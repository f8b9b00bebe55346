import rules
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from lessons.enums import Step
from lessons.models.lesson import LessonPage


class SelectionStep(Task):
    """A step of the way up: somebody other than the author judges the lesson.

    Decided by `lessons.domain.decision` on the pages of the site. Wagtail's own doors offer
    no decision: they know neither that a reason is needed nor what follows.
    """

    step: Step

    class Meta:
        abstract = True

    def may_be_decided_by(self, person, lesson):
        """Whether the rules let the person recommend or select the lesson."""
        return rules.has_perm(f"lessons.decide_{self.step.name.lower()}", person, lesson)

    def start(self, workflow_state, user=None):
        """Judge what was submitted: the plan that others could read then, at every step."""
        before = workflow_state.current_task_state
        task_state = super().start(workflow_state, user=user)
        submitted = workflow_state.content_object.live_revision
        task_state.revision = before.revision if before else submitted
        task_state.save(update_fields=["revision"])
        return task_state

    def get_task_states_user_can_moderate(self, user, **kwargs):
        lessons = LessonPage.objects.decided_by(user, self.step)
        keys = lessons.values_list(Cast("pk", CharField()))
        return TaskState.objects.filter(
            task=self, status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id__in=keys
        )


class SchoolRecommendation(SelectionStep):
    """An admin of the lesson's school recommends it (学校推荐)."""

    step = Step.RECOMMENDATION

    class Meta:
        verbose_name = _("school recommendation")
        verbose_name_plural = _("school recommendations")


class DistrictSelection(SelectionStep):
    """A curator selects the lesson for the district (区级遴选)."""

    step = Step.SELECTION

    class Meta:
        verbose_name = _("district selection")
        verbose_name_plural = _("district selections")
