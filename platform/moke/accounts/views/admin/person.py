"""People in Wagtail's admin."""

from wagtail.admin.views import generic
from wagtail.users.views.users import IndexView, UserViewSet

from moke.accounts.forms.person_admin import PersonCreateForm, PersonEditForm


class PersonIndexView(IndexView):
    """The list of people, by their one name."""

    search_fields = ["username", "name", "email"]
    order_queryset = generic.IndexView.order_queryset


class PersonViewSet(UserViewSet):
    index_view_class = PersonIndexView
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type:
        return PersonEditForm if for_update else PersonCreateForm
