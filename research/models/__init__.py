from .answer import Answer
from .audience import Audience
from .clip import ClipQuote
from .coding import Coding
from .comment import Comment
from .form import ObservationForm
from .guest import GuestLink, GuestVisit
from .observation import Observation, Score
from .phase import PhaseMark
from .portion import Portion
from .post import Post
from .record_export import RecordExport
from .reply import Reply
from .round import Round
from .sketch import Sketch
from .topic import Topic
from .verdict import Verdict

__all__ = [
    "Answer",
    "Audience",
    "ClipQuote",
    "Coding",
    "Comment",
    "GuestLink",
    "GuestVisit",
    "Observation",
    "ObservationForm",
    "PhaseMark",
    "Portion",
    "Post",
    "RecordExport",
    "Reply",
    "Round",
    "Score",
    "Sketch",
    "Topic",
    "Verdict",
]
