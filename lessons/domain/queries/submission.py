"""Where a lesson stands on its way up to the district, and what waits for whose decision."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet, StringAgg, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState, WorkflowState

from lessons.enums import Step, Visibility
from lessons.models import LessonPage
from lessons.models.querysets import LessonQuerySet, other_admins
from moke.accounts.anybody import Anybody
from moke.accounts.enums import Role
from moke.accounts.models import Membership, User

NAMES_SHOWN = 3
BETWEEN_NAMES = "\n"
DECIDED = {TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED}


class Stage(StrEnum):
    """Where the lesson stands."""

    NEW = "new"
    WAITING = "waiting"
    SENT_BACK = "sent-back"
    SELECTED = "selected"


@dataclass(frozen=True)
class Mark:
    """One step of the way as the page draws it."""

    step: Step
    decision: TaskState | None = None
    """The last word on it: let pass or sent back."""
    is_here: bool = False
    """Whether the lesson waits at it, or was sent back from it."""

    @property
    def is_passed(self):
        return self.decision is not None and self.decision.status == TaskState.STATUS_APPROVED


@dataclass(frozen=True)
class WayUp:
    """The way up of one lesson, as one person sees it."""

    lesson: LessonPage
    stage: Stage
    submitted_at: datetime | None = None
    submitted_plan: Revision | None = None
    """The plan that is judged, without its content."""
    marks: Sequence[Mark] = ()
    sent_back: TaskState | None = None
    """The last time that it was sent back, with the reason."""
    deciders: Sequence[str] = ()
    """The names of those whom it waits for, some of them."""
    curator_stands_in: bool = False
    """Whether a curator recommends, since the school has no admin but the author."""
    missing: Sequence[str] = field(default=())
    """What the author must do first, one sentence each."""
    may_submit: bool = False
    may_withdraw: bool = False
    may_decide: bool = False
    state: TaskState | None = None
    """What waits for a decision."""

    @property
    def here(self) -> Mark | None:
        return next((mark for mark in self.marks if mark.is_here), None)

    @property
    def plan_was_changed(self) -> bool:
        """Whether others read another plan by now than the one that is judged."""
        plan = self.submitted_plan
        return plan is not None and plan.pk != self.lesson.live_revision_id


def what_is_missing(*, lesson: LessonPage, watchable: bool | None = None) -> list[str]:
    """Say, a sentence each, what keeps the lesson from going up.

    `watchable` says whether it has a recording that plays, where that is known already.
    """
    missing = []
    if lesson.selected_at:
        return [_("The district has selected this lesson already.")]
    if lesson.visibility == Visibility.DRAFT:
        missing.append(_("Open the lesson at least to your school."))
    if not (lesson.live_revision_id and (lesson.objectives or lesson.textbook_analysis)):
        missing.append(_("Write the plan, its objectives at least, and publish it."))
    if watchable is None:
        watchable = lesson.takes.exclude(recording__published_attempt="").exists()
    if not watchable:
        missing.append(_("Upload a recording and wait until it can be watched."))
    return missing


def way_up(*, lesson: LessonPage, person: Anybody, watchable: bool) -> WayUp | None:
    """Say where the lesson stands; None to whom that is nothing to know, or where nothing is."""
    if not person.has_perm("lessons.follow_submission", lesson):
        return None
    is_author = person.has_perm("lessons.submit_lesson", lesson)
    states = states_of(lesson)
    stage = _stage(lesson, states)
    if stage == Stage.NEW:
        if not is_author:
            return None
        missing = what_is_missing(lesson=lesson, watchable=watchable)
        return WayUp(lesson, stage, missing=missing, may_submit=not missing)
    common = _what_was_said(lesson, states, stage)
    if stage == Stage.WAITING:
        return WayUp(
            lesson,
            stage,
            **common,
            **_who_decides(states[-1]),
            may_withdraw=is_author,
            may_decide=person.has_perm(_permission(states[-1]), lesson),
            state=states[-1],
        )
    if stage == Stage.SENT_BACK and is_author:
        missing = what_is_missing(lesson=lesson, watchable=watchable)
        return WayUp(
            lesson, stage, **common, missing=missing, may_submit=not missing, may_withdraw=True
        )
    return WayUp(lesson, stage, **common)


def states_of(lesson: LessonPage) -> list[TaskState]:
    """Every stay of the lesson at a step since it was last submitted anew, in order.

    Each has the names of `admins` and `curators` who may decide on the lesson, or None.
    """
    steps = ContentType.objects.filter(app_label="lessons", model__in=Step.values)
    curators = Membership.objects.filter(role=Role.CURATOR, person__is_active=True)
    found = (
        TaskState.objects.for_instance(lesson)
        .filter(task__content_type__in=steps)
        .annotate(
            admins=_names(other_admins(school=lesson.school_id, author=lesson.author_id)),
            curators=_names(curators.exclude(person=lesson.author_id)),
        )
        .select_related("workflow_state", "task__content_type", "finished_by", "revision")
        .defer("revision__content")
        .order_by("pk")
    )
    states = list(found)
    return [s for s in states if s.workflow_state_id == states[-1].workflow_state_id]


def step_of(state: TaskState) -> Step:
    """The step at which the lesson stays or stayed."""
    return Step(state.task.content_type.model)


def _permission(state: TaskState) -> str:
    return f"lessons.decide_{step_of(state).name.lower()}"


def _stage(lesson: LessonPage, states: list[TaskState]) -> Stage:
    if lesson.selected_at:
        return Stage.SELECTED
    status = states[-1].workflow_state.status if states else None
    if status == WorkflowState.STATUS_IN_PROGRESS:
        return Stage.WAITING
    return Stage.SENT_BACK if status == WorkflowState.STATUS_NEEDS_CHANGES else Stage.NEW


def _what_was_said(lesson: LessonPage, states: list[TaskState], stage: Stage) -> dict:
    if not states:
        return {}
    again = [at + 1 for at, s in enumerate(states[:-1]) if s.status == TaskState.STATUS_REJECTED]
    start = states[again[-1] if again else 0]
    decided = {step_of(s): s for s in states if s.status in DECIDED}
    here = step_of(states[-1]) if stage in {Stage.WAITING, Stage.SENT_BACK} else None
    marks = []
    for step in Step:
        is_here = step == here
        decision = None if is_here and stage == Stage.WAITING else decided.get(step)
        marks.append(Mark(step, decision, is_here))
    return {
        "submitted_at": start.started_at,
        "submitted_plan": states[-1].revision,
        "sent_back": next(
            (s for s in reversed(states) if s.status == TaskState.STATUS_REJECTED), None
        ),
        "marks": marks,
    }


def _who_decides(state: TaskState) -> dict:
    is_first = step_of(state) == Step.RECOMMENDATION
    names = (is_first and state.admins) or state.curators or ""
    return {
        "deciders": sorted(set(names.split(BETWEEN_NAMES)))[:NAMES_SHOWN] if names else [],
        "curator_stands_in": is_first and not state.admins,
    }


def _names(memberships: QuerySet[Membership]) -> Subquery:
    """The names of their people in one text, so that a page asks once for a step and its people."""
    name = Coalesce(NullIf("person__name", Value("")), "person__username")
    names = StringAgg(name, delimiter=Value(BETWEEN_NAMES))
    return Subquery(memberships.values("role").annotate(names=names).values("names"))


def awaiting_decision(*, person: User) -> LessonQuerySet:
    """Lessons that wait for the person's decision, by subject, the longest waiting first.

    Each has `waiting_since` and `waiting_step`.
    """
    mine = Q()
    for step in Step:
        decided = LessonPage.objects.decided_by(person, step).values("pk")
        mine |= Q(pk__in=decided, waiting_step=step)
    return LessonPage.objects.waiting().filter(mine).order_by("subject", "waiting_since", "pk")
