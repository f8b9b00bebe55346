"""What the review adds to the pages of lessons and takes, and to Wagtail's admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from research.domain.credit import keep_credit
from research.domain.deletion import drop_enclosures, end_review, resume_review
from research.models import ObservationForm, Tag
from research.views.admin.form import CuratorsPolicy, ObservationFormViewSet
from research.views.admin.tag import TagViewSet
from research.views.deletion import kept_section
from research.views.guest import guests_section
from research.views.ledger import ledger_section
from research.views.live import live_section
from research.views.phase import phases_section
from research.views.round import round_section
from research.views.topic import topics_section

register_permission_policy(ObservationForm, CuratorsPolicy(ObservationForm))
register_permission_policy(Tag, CuratorsPolicy(Tag))

hooks.register("lesson_sections", ledger_section)
hooks.register("lesson_sections", topics_section)
hooks.register("take_sections", live_section)
hooks.register("take_sections", round_section)
hooks.register("take_sections", guests_section)
hooks.register("take_sections", phases_section)
hooks.register("invitation_withdrawn", keep_credit)
hooks.register("take_deleted", end_review)
hooks.register("take_restored", resume_review)
hooks.register("recording_erased", drop_enclosures)
hooks.register("deleted_take_sections", kept_section)


@hooks.register("register_admin_viewset")
def observation_forms():
    return ObservationFormViewSet("observation_forms")


@hooks.register("register_admin_viewset")
def tags():
    return TagViewSet("tags")
