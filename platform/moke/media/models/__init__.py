from .blur import BlurBox, BlurWork
from .caption_draft import CaptionDraft
from .chunk import Chunk
from .deletion import Deletion
from .policy import RecordingPolicy
from .position import WatchPosition
from .recording import Recording
from .refinement import Refinement
from .rendition import Rendition
from .replacement import Replacement
from .trim import TrimWork
from .upload import Upload

__all__ = [
    "BlurBox",
    "BlurWork",
    "CaptionDraft",
    "Chunk",
    "Deletion",
    "Recording",
    "RecordingPolicy",
    "Refinement",
    "Rendition",
    "Replacement",
    "TrimWork",
    "Upload",
    "WatchPosition",
]
