"""Tags in Wagtail's admin, for curators."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from research.models import Tag


class TagViewSet(ModelViewSet):
    model = Tag
    icon = "tag"
    menu_label = _("Tags of comments")
    menu_name = "tags"
    menu_order = 120
    add_to_admin_menu = True
    list_display = [
        TitleColumn("name_zh", label=_("Name in Chinese"), url_name="tags:edit"),
        Column("name_en", label=_("Name in English")),
        BooleanColumn("is_offered", label=_("Is offered")),
    ]
    inspect_view_enabled = False
    copy_view_enabled = False
