from django import template

from moke.accounts.enums import Role
from moke.accounts.models import User
from moke.curriculum.enums import Subject

register = template.Library()


@register.filter
def standing(person: User) -> str:
    """Where a colleague works and what they teach, in one line."""
    names = [m.school.name for m in person.standing if m.school]
    names += [str(Role.CURATOR.label)] * person.is_curator
    names += [str(Subject(code).label) for code in person.subjects if code in Subject.values]
    return " · ".join(dict.fromkeys(map(str, names)))
