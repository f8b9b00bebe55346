from .membership import Membership
from .school import School
from .teaching_group import TeachingGroup
from .user import User

__all__ = ["Membership", "School", "TeachingGroup", "User"]
