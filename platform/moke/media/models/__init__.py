from .position import WatchPosition
from .recording import Recording
from .rendition import Rendition

__all__ = ["Recording", "Rendition", "WatchPosition"]
