from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person is at a school; a curator is one for the whole district."""

    STUDENT = "student", _("Student")
    TEACHER = "teacher", _("Teacher")
    GROUP_LEAD = "group-lead", _("Group lead")
    SCHOOL_ADMIN = "school-admin", _("School admin")
    CURATOR = "curator", _("Curator")


TEACHING_ROLES = (Role.TEACHER, Role.GROUP_LEAD, Role.SCHOOL_ADMIN, Role.CURATOR)
