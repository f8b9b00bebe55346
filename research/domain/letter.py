"""A letter by e-mail, in the language of who gets it."""

import logging
from collections.abc import Mapping
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

from moke.accounts.models import User

logger = logging.getLogger(__name__)


def send_letter(*, person: User, words: str, path: str, context: Mapping[str, object]) -> bool:
    """Send what the templates named by `words` say, and tell whether it went out.

    They read the context and the `address` that the path leads to.
    """
    context = {**context, "address": f"{settings.WAGTAILADMIN_BASE_URL}{path}"}
    with translation.override(person.language or settings.LANGUAGE_CODE):
        subject = render_to_string(f"{words}_subject.txt", context).strip()
        body = render_to_string(f"{words}.txt", context)
    try:
        send_mail(subject, body, None, [person.email])
    except (OSError, SMTPException):
        logger.exception("No letter could be sent to %s", person.username)
        return False
    return True
