"""Tags in Wagtail's admin, for curators."""

from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet

from research.models import Tag


class TagDeleteView(DeleteView):
    """Deletes what no comment carries; all else can only be retired."""

    def form_valid(self, form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            message = gettext(
                "Comments carry this tag, so it stays. To retire it, take away the tick below."
            )
            messages.error(self.request, message)
            return redirect("tags:edit", self.object.pk)


class TagViewSet(ModelViewSet):
    model = Tag
    icon = "tag"
    menu_label = _("Tags of comments")
    menu_name = "tags"
    menu_order = 120
    add_to_admin_menu = True
    delete_view_class = TagDeleteView
    list_display = [
        TitleColumn("name_zh", label=_("Name in Chinese"), url_name="tags:edit"),
        Column("name_en", label=_("Name in English")),
        BooleanColumn("is_offered", label=_("Is offered")),
    ]
    inspect_view_enabled = False
    copy_view_enabled = False
