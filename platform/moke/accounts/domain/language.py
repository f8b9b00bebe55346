from moke.accounts.models import User


def choose_language(*, person: User, language: str) -> None:
    """Remember the language in which the person wants to be spoken to."""
    person.language = language
    person.save(update_fields=["language"])
