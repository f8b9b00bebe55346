from .position import WatchPosition
from .recording import Recording
from .rendition import Rendition
from .upload import Upload

__all__ = ["Recording", "Rendition", "Upload", "WatchPosition"]
