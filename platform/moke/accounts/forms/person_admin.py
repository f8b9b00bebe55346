"""People in Wagtail's admin. Groups are no field: they follow from memberships."""

from wagtail.users import forms as wagtail_forms

from moke.accounts.models import User


class PersonForm(wagtail_forms.UserForm):
    """Wagtail's form of a user, for people with one name and perhaps no e-mail."""

    first_name = None
    last_name = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        for field in ("password1", "password2"):
            self.fields[field].widget.attrs["autocomplete"] = "new-password"


class PersonCreateForm(PersonForm):
    class Meta:
        model = User
        fields = ["username", "name", "email", "language", "is_superuser"]


class PersonEditForm(PersonForm, wagtail_forms.UserEditForm):
    class Meta:
        model = User
        fields = ["username", "name", "email", "language", "is_active", "is_superuser"]
