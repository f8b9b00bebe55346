from django.db import models
from django.db.models import Exists, OuterRef
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from lessons.blocks import SectionsBlock
from lessons.enums import Audience
from lessons.models.address import AddressOnTheSite
from lessons.models.placement import Placement
from lessons.models.tester import CollectionPermissionTester
from lessons.panels import COLLECTION_EDITOR

INTRODUCTION_FEATURES = ["bold", "italic", "ol", "ul"]


def audiences_of(person):
    """The audiences that the person belongs to."""
    if not person.is_authenticated:
        return {Audience.EVERYONE}
    if person.is_teacher:
        return set(Audience)
    if person.is_student:
        return {Audience.STUDENTS, Audience.EVERYONE}
    return {Audience.EVERYONE}


class CollectionQuerySet(PageQuerySet):
    """Collections, filtered by adjectives."""

    def visible_to(self, person):
        """Published ones for the person's audience that hold something they may see."""
        placed = Placement.objects.filter(collection=OuterRef("pk")).visible_to(person)
        return self.live().filter(Exists(placed), audience__in=audiences_of(person))


class CollectionPage(AddressOnTheSite, Page):
    """A collection (专题资源): lessons and files that a curator chose and put in order.

    It hangs below the district's library, is written in Wagtail's editor and shown by
    `lessons.domain.queries.collection`, which leaves out what the reader may not see.
    """

    introduction = RichTextField(_("introduction"), features=INTRODUCTION_FEATURES, blank=True)
    audience = models.CharField(
        _("for whom"), max_length=10, choices=Audience, default=Audience.TEACHERS
    )
    sections = StreamField(SectionsBlock(), verbose_name=_("sections"), blank=True)

    objects = PageManager.from_queryset(CollectionQuerySet)()

    address_name = "lessons:collection"
    parent_page_types = ["lessons.LibraryPage"]
    subpage_types: list[str] = []
    page_description = _("Lessons and files on one subject, chosen and put in order.")
    edit_handler = COLLECTION_EDITOR
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
    ]

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")

    @classmethod
    def can_create_at(cls, parent):
        return super().can_create_at(parent) and parent.specific.school_id is None

    def permissions_for_user(self, user):
        return CollectionPermissionTester(user, self)

    def serve_preview(self, request, mode_name):
        return TemplateResponse(request, "lessons/collection_preview.html", {"collection": self})
