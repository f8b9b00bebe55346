"""What stops a file on its way to a recording."""

from moke.media.enums import Problem


class RecordingError(Exception):
    """A file that cannot become a recording; `problem` says why, in words for its owner."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(f"{problem.value}: {detail}" if detail else problem.value)
        self.problem = problem


class ProbeError(RecordingError):
    """The file was looked at and refused."""


class EncodeError(RecordingError):
    """The file looked well and yet could not be encoded."""
