from .membership import Membership
from .school import School
from .user import User

__all__ = ["Membership", "School", "User"]
