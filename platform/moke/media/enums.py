from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a recording stands on its way from file to playable."""

    WAITING = "waiting", _("Waiting for a file")
    UPLOADING = "uploading", _("Uploading")
    QUEUED = "queued", _("Waiting its turn")
    PROBING = "probing", _("Looking at the file")
    ENCODING = "encoding", _("Encoding")
    PUBLISHING = "publishing", _("Publishing")
    READY = "ready", _("Ready to play")
    FAILED = "failed", _("Could not be processed")
    DELETED = "deleted", _("Deleted")


AWAITING_A_FILE = (State.WAITING, State.UPLOADING, State.FAILED)
AT_WORK = (State.PROBING, State.ENCODING, State.PUBLISHING)
UNDER_WAY = (State.QUEUED, *AT_WORK)


class CaptionLanguage(TextChoices):
    """What captions may be written in, each language named in itself."""

    CHINESE = "zh-Hans", "中文"
    ENGLISH = "en", "English"
    TRADITIONAL = "zh-Hant", "繁體中文"
    TIBETAN = "bo", "བོད་ཡིག"
    UYGHUR = "ug", "ئۇيغۇرچە"


class Problem(TextChoices):
    """Why a file could not become a recording, and what its owner can do."""

    EMPTY = "empty", _("The file is empty. Please choose the recording again.")
    NOT_VIDEO = "not-video", _("This is not a video or audio file. Please choose the recording.")
    PICTURE = "picture", _("This is a picture, not a video. Please choose the recording.")
    PLAYLIST = (
        "playlist",
        _("This is a playlist, not a video. Please upload the video file itself."),
    )
    CUT_OFF = "cut-off", _("The recording was cut off and cannot be read. Please upload it again.")
    NO_STREAMS = "no-streams", _("There is neither picture nor sound in this file.")
    TOO_SHORT = "too-short", _("The recording is shorter than a second.")
    TOO_LONG = "too-long", _("The recording is longer than the district allows. Please split it.")
    TOO_LARGE = (
        "too-large",
        _("The picture has more pixels than can be processed. Please record at 4K or less."),
    )
    NO_SPACE = (
        "no-space",
        _("The server has no room left. Your file is kept; processing goes on when there is room."),
    )
    TOO_SLOW = (
        "too-slow",
        _("Processing took too long and was stopped. Please try again, or upload a smaller file."),
    )
    UNREADABLE = (
        "unreadable",
        _("The recording is damaged and could not be read to its end. Please upload it again."),
    )
    STOPPED = (
        "stopped",
        _("An operator stopped the processing. Your file is kept; it can be tried again."),
    )
    GONE = "gone", _("The uploaded file is no longer kept, so nothing can be made from it.")


class Refining(TextChoices):
    """How far the second, better encode of a recording is."""

    WAITING = "waiting", _("Waits until nothing else is to be done")
    AT_WORK = "at-work", _("Encoding")
    DONE = "done", _("Encoded for many viewers")
    KEPT = "kept", _("Left as it was: nothing would have been spared")
    FAILED = "failed", _("Could not be processed")
    STOPPED = "stopped", _("Stopped by an operator")


WANTS_REFINING = (Refining.WAITING, Refining.AT_WORK)


class ReworkState(TextChoices):
    """How far a published recording is made anew; those below say it in words of their own."""

    WAITING = "waiting"
    AT_WORK = "at-work"
    DONE = "done"
    FAILED = "failed"


WANTS_REWORK = (ReworkState.WAITING, ReworkState.AT_WORK)


class Blurring(TextChoices):
    """How far boxes are burnt into a recording."""

    WAITING = "waiting", _("Waiting its turn")
    AT_WORK = "at-work", _("Blurring")
    DONE = "done", _("Blurred")
    FAILED = "failed", _("Could not be blurred")


class Trimming(TextChoices):
    """How far the cutting of a recording is."""

    WAITING = "waiting", _("Waiting its turn")
    AT_WORK = "at-work", _("Cutting")
    DONE = "done", _("Cut")
    FAILED = "failed", _("Could not be cut")


class Replacing(TextChoices):
    """How far another file is on its way into a recording's place."""

    LOOKING = "looking", _("Looking at the new file")
    CHOOSING = "choosing", _("Waits for its author's word")
    WAITING = "waiting", _("Waiting its turn")
    AT_WORK = "at-work", _("Encoding the new file")
    DONE = "done", _("Replaced")
    FAILED = "failed", _("Could not be replaced")


UNSETTLED = (Replacing.LOOKING, *WANTS_REWORK)


class Drafting(TextChoices):
    """How far captions are written from the sound."""

    WAITING = "waiting", _("Waiting its turn")
    AT_WORK = "at-work", _("Listening")
    DONE = "done", _("Written from the sound")
    FAILED = "failed", _("Could not be written")


WANTS_DRAFTING = (Drafting.WAITING, Drafting.AT_WORK)


class DraftProblem(TextChoices):
    """Why captions could not be written from the sound, and what the author can do."""

    SILENT = "silent", _("Nobody was heard speaking. Please write the captions by hand.")
    NO_ENGINE = (
        "no-engine",
        _("The server cannot listen at the moment. Please tell whoever runs it."),
    )
    STOPPED = "stopped", _("An operator stopped the listening. It can be asked for again.")
    BROKEN = (
        "broken",
        _("Listening was broken off. Please try again, or write the captions by hand."),
    )


class Untouched(TextChoices):
    """What becomes of an uploaded file that shows what was taken out of its recording."""

    LOCK = "lock", _("Keep it locked away: better copies can be made from it, nobody can get it")
    DELETE = "delete", _("Delete it: better copies are made from the largest one that is left")
