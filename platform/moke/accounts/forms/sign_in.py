"""The forms of signing in, with our own words."""

from allauth.account import forms as allauth_forms
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

MAX_LOGIN_LENGTH = 254


class PlainPlaceholders(forms.Form):
    """A form without placeholders: a label says it, and stays while one types."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(PlainPlaceholders, allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail")
        self.fields["login"].validators.append(MaxLengthValidator(MAX_LOGIN_LENGTH))
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autofocus": True}
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""


class ForgottenPasswordForm(PlainPlaceholders, allauth_forms.ResetPasswordForm):
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class NewPasswordWords(forms.Form):
    """The two fields of a new password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password, once more")


class ChangePasswordForm(NewPasswordWords, PlainPlaceholders, allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["oldpassword"].help_text = ""


class SetPasswordForm(NewPasswordWords, PlainPlaceholders, allauth_forms.SetPasswordForm):
    """A first password, for who came without one."""


class ResetPasswordForm(NewPasswordWords, PlainPlaceholders, allauth_forms.ResetPasswordKeyForm):
    """A new password, by the link in a mail."""
