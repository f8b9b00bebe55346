from allauth.account.models import EmailAddress
from django.db import transaction

from moke.accounts.models import User


@transaction.atomic
def change_profile(*, person: User, name: str, email: str, language: str) -> None:
    """Change what people say about themselves.

    An earlier e-mail address no longer signs in, nor does it get a new password.
    """
    person.name, person.email, person.language = name, email.lower(), language
    person.save(update_fields=["name", "email", "language"])
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
