"""Keys with which classroom recorders upload on behalf of a person: Wagtail's API tokens."""

from wagtail.models import APIToken

from moke.accounts.models import User


def issue_recorder_key(*, person: User, name: str) -> str:
    """Return a new key in full. It is never to be seen again: only its digest is kept."""
    _token, key = APIToken.create_token(user=person, name=name)
    return key


def revoke_recorder_key(*, key: APIToken) -> None:
    """Make the key useless from now on. Twice does no harm."""
    if key.revoked_at is None:
        key.revoke()
