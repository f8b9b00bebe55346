from functools import cache

from moke.accounts.models import User
from seeds import sheets


def somebody(name: str) -> User:
    """The person of the demo district whom its sheet calls so."""
    return User.objects.get(username=_usernames()[name])


@cache
def _usernames() -> dict[str, str]:
    return {entry["name"]: entry["username"] for entry in sheets.district()["people"]}
