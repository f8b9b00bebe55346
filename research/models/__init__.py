from .answer import Answer
from .assent import Assent
from .audience import Audience
from .clip import ClipQuote
from .coding import Coding
from .comment import Comment
from .credit import Credit
from .enclosure import Enclosure
from .form import ObservationForm
from .guest import GuestLink, GuestVisit
from .live import LiveLesson, LiveMark, LiveSeat
from .mention import Mention
from .observation import Observation, Score
from .phase import PhaseMark
from .portion import Portion
from .post import Post
from .record_export import RecordExport
from .reply import Reply
from .round import Round
from .sketch import Sketch
from .tag import CommentTag, Tag
from .topic import Topic
from .verdict import Verdict
from .visit import Visit

__all__ = [
    "Answer",
    "Assent",
    "Audience",
    "ClipQuote",
    "Coding",
    "Comment",
    "CommentTag",
    "Credit",
    "Enclosure",
    "GuestLink",
    "GuestVisit",
    "LiveLesson",
    "LiveMark",
    "LiveSeat",
    "Mention",
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
    "Tag",
    "Topic",
    "Verdict",
    "Visit",
]
