"""People in Wagtail's admin."""

from django.db.models import QuerySet
from wagtail.admin.views import generic
from wagtail.users.views.users import IndexView, UserViewSet

from moke.accounts.forms.person_admin import PersonCreateForm, PersonEditForm
from moke.accounts.models import User
from moke.accounts.models.user import GUEST_MARK


class PersonIndexView(IndexView):
    """The list of people, by their one name; guests from outside are none of them."""

    search_fields = ["username", "name", "email"]
    order_queryset = generic.IndexView.order_queryset

    def get_base_queryset(self) -> QuerySet[User]:
        return super().get_base_queryset().exclude(username__startswith=GUEST_MARK)


class PersonViewSet(UserViewSet):
    index_view_class = PersonIndexView
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type:
        return PersonEditForm if for_update else PersonCreateForm
