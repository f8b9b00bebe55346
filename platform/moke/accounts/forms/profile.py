from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from moke.accounts.models import User
from moke.curriculum.enums import Subject


class ProfileForm(forms.ModelForm):
    """What people say about themselves. Saved by `domain.profile` and `domain.membership`."""

    subjects = forms.MultipleChoiceField(
        label=_("Subjects I teach"),
        choices=Subject,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    current_password = forms.CharField(
        label=_("Current password"),
        help_text=_("Only needed to change the e-mail address."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ["name", "email", "language"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        labels = {"email": _("E-mail")}
        help_texts = {"email": _("For signing in, and for a new password when you forgot yours.")}

    field_order = ["name", "email", "current_password", "language", "subjects"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.earlier_email = self.instance.email
        if self.instance.is_teacher:
            self.fields["subjects"].initial = self.instance.subjects
        else:
            del self.fields["subjects"]
        if not self.instance.has_usable_password():
            del self.fields["current_password"]

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        others = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if email and others.exists():
            raise forms.ValidationError(_("Somebody else signs in with this e-mail address."))
        return email

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        changes = cleaned.get("email", self.earlier_email) != self.earlier_email
        if changes and "current_password" in self.fields:
            password = cleaned.get("current_password", "")
            if not get_adapter().reauthenticate(self.instance, password):
                self.add_error(
                    "current_password", _("To change the e-mail, give your current password.")
                )
        return cleaned
