from allauth.account.signals import password_reset
from django.dispatch import receiver

from moke.accounts.domain.lockout import lift_lock


@receiver(password_reset)
def open_the_account_again(user, **kwargs):
    """Who chose a new password by mail need not wait until a lock ends."""
    lift_lock(person=user)
