from contextlib import nullcontext

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

WRONG_PASSWORD = _(
    "The name or the password is not right. Please check both, and whether Caps Lock is on."
)


class AccountAdapter(DefaultAccountAdapter):
    """People are entered by their school; nobody signs up alone."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG_PASSWORD,
        "email_password_mismatch": WRONG_PASSWORD,
        "enter_current_password": _("This is not your current password."),
        "too_many_login_attempts": _(
            "Too many people try to sign in from this address. Please wait a minute."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Write to people in the language of their profile."""
        language = getattr(context.get("user"), "language", "")
        with translation.override(language) if language else nullcontext():
            super().send_mail(template_prefix, email, context)
