from .answer import Answer
from .comment import Comment
from .reply import Reply
from .verdict import Verdict

__all__ = ["Answer", "Comment", "Reply", "Verdict"]
