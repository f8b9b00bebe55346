from .answer import Answer
from .audience import Audience
from .clip import ClipQuote
from .comment import Comment
from .post import Post
from .reply import Reply
from .topic import Topic
from .verdict import Verdict

__all__ = ["Answer", "Audience", "ClipQuote", "Comment", "Post", "Reply", "Topic", "Verdict"]
