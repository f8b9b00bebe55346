from .access import ReasonedAccess
from .attachment import Attachment
from .collection import CollectionPage
from .file import File
from .home import HomePage
from .homework import HomeworkItem
from .invitation import Invitation
from .lesson import LessonPage
from .library import LibraryPage
from .picture import Picture, PictureRendition
from .placement import Placement
from .resource import Resource
from .step import DistrictSelection, SchoolRecommendation
from .take import Take

__all__ = [
    "Attachment",
    "CollectionPage",
    "DistrictSelection",
    "File",
    "HomePage",
    "HomeworkItem",
    "Invitation",
    "LessonPage",
    "LibraryPage",
    "Picture",
    "PictureRendition",
    "Placement",
    "ReasonedAccess",
    "Resource",
    "SchoolRecommendation",
    "Take",
]
