from .access import ReasonedAccess
from .attachment import Attachment
from .file import File
from .home import HomePage
from .homework import HomeworkItem
from .invitation import Invitation
from .lesson import LessonPage
from .library import LibraryPage
from .picture import Picture, PictureRendition
from .resource import Resource
from .take import Take

__all__ = [
    "Attachment",
    "File",
    "HomePage",
    "HomeworkItem",
    "Invitation",
    "LessonPage",
    "LibraryPage",
    "Picture",
    "PictureRendition",
    "ReasonedAccess",
    "Resource",
    "Take",
]
