from .blur import BlurBox, BlurWork
from .chunk import Chunk
from .position import WatchPosition
from .recording import Recording
from .refinement import Refinement
from .rendition import Rendition
from .trim import TrimWork
from .upload import Upload

__all__ = [
    "BlurBox",
    "BlurWork",
    "Chunk",
    "Recording",
    "Refinement",
    "Rendition",
    "TrimWork",
    "Upload",
    "WatchPosition",
]
