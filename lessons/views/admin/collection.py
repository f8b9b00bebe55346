"""The list of collections in Wagtail's admin, for curators."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet

from lessons.domain.library import ensure_district_library
from lessons.models import CollectionPage, LibraryPage
from moke.search.query import matching


class CuratorsAlone(View):
    """Everybody else finds no list: its filters would name who works on what."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("lessons.arrange_collection"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class CollectionIndexView(CuratorsAlone, IndexView):
    page_title = _("Collections")
    add_item_label = _("New collection")

    def search_queryset(self, queryset):
        """Find by words as the whole site does."""
        if not self.is_searching:
            return queryset
        found = matching(CollectionPage.objects.all(), self.search_query)
        return queryset.filter(pk__in=found.values("pk"))


class AddCollectionView(CuratorsAlone, ChooseParentView):
    """Collections hang below the district's library and nowhere else."""

    def get_valid_parent_pages(self, user):
        return LibraryPage.objects.filter(pk=ensure_district_library().pk)


class CreateCollectionView(CreateView):
    """The editor of a collection that is not kept yet.

    Wagtail would keep it by itself while it is written; whoever publishes in that moment
    would have it twice. The browser warns whoever leaves without saving.
    """

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"autosave_enabled": False}


class CollectionPageViewSet(PageViewSet):
    model = CollectionPage
    add_view_class = CreateCollectionView


class CollectionViewSet(PageListingViewSet):
    model = CollectionPage
    icon = "folder-open-inverse"
    menu_label = _("Collections")
    menu_name = "collections"
    menu_order = 100
    add_to_admin_menu = True
    index_view_class = CollectionIndexView
    choose_parent_view_class = AddCollectionView
    columns = [
        PageTitleColumn("title", label=_("Collection"), sort_key="title", classname="title"),
        Column("get_audience_display", label=_("For whom"), width="20%"),
        Column("owner", label=_("Arranged by"), width="12%"),
        DateColumn(
            "latest_revision_created_at",
            label=_("Updated"),
            sort_key="latest_revision_created_at",
            width="12%",
        ),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%"),
    ]
    list_filter = ["audience"]
