from .position import WatchPosition
from .recording import Recording
from .refinement import Refinement
from .rendition import Rendition
from .upload import Upload

__all__ = ["Recording", "Refinement", "Rendition", "Upload", "WatchPosition"]
