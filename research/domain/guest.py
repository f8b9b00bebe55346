"""Guests from outside: links that open one take to somebody without an account."""

import datetime
import hashlib
import logging
import secrets
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lessons.models import Invitation, Take
from moke.accounts.models import User
from moke.accounts.models.user import GUEST_MARK
from research.models import GuestLink, GuestVisit

MOST_DAYS = 60
"""A link lasts no longer."""
USUAL_DAYS = 14
"""It lasts so long where nobody has a due day; else GRACE_DAYS longer than the last of them."""
GRACE_DAYS = 7
SECRET_BYTES = 24
NAME_LENGTH = 28
"""Of the name and of the organisation, which together are the account's name."""
logger = logging.getLogger(__name__)


def usual_last_day(*, take: Take) -> datetime.date:
    """Return until when a link to the take is valid unless who makes it says otherwise."""
    today = timezone.localdate()
    due_on = take.invitations.aggregate(last=Max("due_on"))["last"]
    if due_on is None or due_on < today:
        return today + datetime.timedelta(days=USUAL_DAYS)
    return min(due_on + datetime.timedelta(days=GRACE_DAYS), last_day_of_all())


def last_day_of_all() -> datetime.date:
    """Return the last day that a link made today may be valid."""
    return timezone.localdate() + datetime.timedelta(days=MOST_DAYS)


@transaction.atomic
def make_guest_link(
    *,
    take: Take,
    by: User,
    name: str,
    organisation: str,
    valid_until: datetime.date,
    email: str = "",
    note: str = "",
) -> tuple[GuestLink, str]:
    """Invite somebody from outside; return their link and its secret, which nobody keeps.

    The link is valid to the end of the day; `note` says what to look at. Raises
    ValidationError for a day that has passed or is too far.
    """
    if not timezone.localdate() <= valid_until <= last_day_of_all():
        message = _("Choose a day within the next %(days)d days.") % {"days": MOST_DAYS}
        raise ValidationError({"valid_until": message})
    secret = secrets.token_urlsafe(SECRET_BYTES)
    guest = _make_account(" · ".join(filter(None, [name.strip(), organisation.strip()])))
    due_on = take.invitations.aggregate(last=Max("due_on"))["last"]
    Invitation.objects.create(
        take=take, person=guest, invited_by=by, note=note.strip(), due_on=due_on
    )
    link = GuestLink.objects.create(
        take=take,
        guest=guest,
        digest=_digest(secret),
        email=email,
        made_by=by,
        expires_at=_end_of(valid_until),
    )
    return link, secret


def address_of(*, secret: str) -> str:
    """Return the address that a guest opens."""
    return settings.WAGTAILADMIN_BASE_URL + reverse("research:guest", args=[secret])


def write_to_guest(*, link: GuestLink, secret: str) -> bool:
    """Mail the link to the guest, in the language spoken now; return whether that went well."""
    context = {"link": link, "take": link.take, "address": address_of(secret=secret)}
    subject = render_to_string("research/letters/guest_subject.txt", context).strip()
    body = render_to_string("research/letters/guest.txt", context)
    try:
        send_mail(subject, body, None, [link.email])
    except (OSError, SMTPException):
        logger.exception("No letter could be sent to the guest of link %s", link.pk)
        return False
    return True


def find_guest_link(*, secret: str) -> GuestLink | None:
    """Return the link with this secret, be it live or not."""
    links = GuestLink.objects.select_related(
        "guest", "made_by", "take__lesson__author", "take__round"
    )
    return links.filter(digest=_digest(secret)).first()


def find_guest(pk: int) -> User | None:
    """Return the guest, with the take that is open to them, while their link is live."""
    link = GuestLink.objects.live().select_related("guest").filter(guest=pk).first()
    return _at_the_door(link) if link else None


def why_shut(*, guest_pk: int) -> str:
    """Return why nothing is open to a guest: "revoked", "expired", or "over" with the take."""
    link = GuestLink.objects.filter(guest=guest_pk).first()
    return link.why_shut if link else "over"


def admit_guest(*, link: GuestLink) -> User:
    """Note the visit, and return the guest as they come in by a live link."""
    GuestVisit.objects.create(link=link)
    return _at_the_door(link)


@transaction.atomic
def revoke_guest_link(*, link: GuestLink) -> None:
    """Take a link back: it opens nothing any more. What the guest wrote stays.

    Revoking twice changes nothing.
    """
    GuestLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())
    Invitation.objects.filter(take=link.take_id, person=link.guest_id, done_at=None).delete()


def _make_account(name: str) -> User:
    guest = User(username=GUEST_MARK + secrets.token_hex(12), name=name, is_active=False)
    guest.set_unusable_password()
    guest.save()
    return guest


def _at_the_door(link: GuestLink) -> User:
    link.guest.guest_take_id = link.take_id
    return link.guest


def _digest(secret: str) -> str:
    """The secret is long and random: a plain hash of it cannot be turned round."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _end_of(day: datetime.date) -> datetime.datetime:
    zone = timezone.get_current_timezone()
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min, zone)
