"""Who may do what: the matrix of the access rules, and every address that it holds for.

A lesson of grade 1 was written by `author` at a school; `reviewer`, of another school, is
invited to its first take. The roles are seen from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

VISIBILITIES = ("draft", "school", "district", "public")

MATRIX = """
                 anonymous student student_of_grade_2 student_elsewhere teacher teacher_elsewhere author reviewer school_admin admin_elsewhere curator operator
read-draft           -        -            -                 -             -            -            Y       Y          Y             -           -       -
read-school          -        Y            -                 -             Y            -            Y       Y          Y             -           Y       -
read-district        -        Y            -                 Y             Y            Y            Y       Y          Y             Y           Y       -
read-public          Y        Y            Y                 Y             Y            Y            Y       Y          Y             Y           Y       Y
plan-draft           -        -            -                 -             -            -            Y       Y          Y             -           -       -
plan-school          -        -            -                 -             Y            -            Y       Y          Y             -           Y       -
plan-district        -        -            -                 -             Y            Y            Y       Y          Y             Y           Y       -
plan-public          -        -            -                 -             Y            Y            Y       Y          Y             Y           Y       Y
review-draft         -        -            -                 -             -            -            Y       Y          Y             -           -       -
review-school        -        -            -                 -             -            -            Y       Y          Y             -           Y       -
review-district      -        -            -                 -             -            -            Y       Y          Y             -           Y       -
review-public        -        -            -                 -             -            -            Y       Y          Y             -           Y       -
comment-draft        -        -            -                 -             -            -            -       Y          -             -           -       -
comment-school       -        -            -                 -             -            -            -       Y          -             -           Y       -
comment-district     -        -            -                 -             -            -            -       Y          -             -           Y       -
comment-public       -        -            -                 -             -            -            -       Y          -             -           Y       -
talk-draft           -        -            -                 -             -            -            Y       Y          -             -           -       -
talk-school          -        -            -                 -             -            -            Y       Y          -             -           Y       -
talk-district        -        -            -                 -             -            -            Y       Y          -             -           Y       -
talk-public          -        -            -                 -             -            -            Y       Y          -             -           Y       -
agree-draft          -        -            -                 -             -            -            -       -          -             -           -       -
agree-school         -        -            -                 -             -            -            -       -          -             -           Y       -
agree-district       -        -            -                 -             -            -            -       -          -             -           Y       -
agree-public         -        -            -                 -             -            -            -       -          -             -           Y       -
withdraw-draft       -        -            -                 -             -            -            Y       -          -             -           -       -
withdraw-school      -        -            -                 -             -            -            Y       -          Y             -           Y       -
withdraw-district    -        -            -                 -             -            -            Y       -          Y             -           Y       -
withdraw-public      -        -            -                 -             -            -            Y       -          Y             -           Y       -
reason-draft         -        -            -                 -             -            -            -       -          Y             -           -       -
reason-school        -        -            -                 -             -            -            -       -          Y             -           Y       Y
reason-district      -        -            -                 -             -            -            -       -          Y             -           Y       Y
reason-public        -        -            -                 -             -            -            -       -          Y             -           Y       Y
collected-draft      -        -            -                 -             -            -            -       -          -             -           -       -
collected-school     -        Y            -                 -             Y            -            Y       Y          Y             -           Y       -
collected-district   -        Y            -                 Y             Y            Y            Y       Y          Y             Y           Y       -
collected-public     Y        Y            Y                 Y             Y            Y            Y       Y          Y             Y           Y       Y
follow-draft         -        -            -                 -             -            -            Y       -          Y             -           -       -
follow-school        -        -            -                 -             -            -            Y       -          Y             -           Y       -
follow-district      -        -            -                 -             -            -            Y       -          Y             -           Y       -
follow-public        -        -            -                 -             -            -            Y       -          Y             -           Y       -
judge-draft          -        -            -                 -             -            -            -       -          -             -           -       -
judge-school         -        -            -                 -             -            -            -       -          Y             -           Y       -
judge-district       -        -            -                 -             -            -            -       -          Y             -           Y       -
judge-public         -        -            -                 -             -            -            -       -          Y             -           Y       -
recommend-draft      -        -            -                 -             -            -            -       -          -             -           -       -
recommend-school     -        -            -                 -             -            -            -       -          Y             -           -       -
recommend-district   -        -            -                 -             -            -            -       -          Y             -           -       -
recommend-public     -        -            -                 -             -            -            -       -          Y             -           -       -
own-*                -        -            -                 -             -            -            Y       -          -             -           -       -
invited-*            -        -            -                 -             -            -            -       Y          -             -           -       -
topic-*              -        -            -                 -             Y            Y            Y       Y          Y             Y           Y       -
revoke-*             -        -            -                 -             -            -            Y       -          Y             -           -       -
delete-*             -       -            -                 -             -            -            Y       -          Y             -           -       -
close-*              -        -            -                 -             -            -            Y       -          -             -           Y       -
quoted-draft         -        -            -                 -             -            -            Y       Y          Y             -           -       -
quoted-school        -        -            -                 -             Y            -            Y       Y          Y             -           Y       -
quoted-district      -        -            -                 -             Y            Y            Y       Y          Y             Y           Y       -
quoted-public        -        -            -                 -             Y            Y            Y       Y          Y             Y           Y       -
"""  # noqa: E501

ROLES = tuple(MATRIX.strip().splitlines()[0].split())


def marks_of(matrix: str) -> dict[str, dict[str, str]]:
    """Read a matrix: the marks of the roles by the name of the row."""
    head, *rows = [line.split() for line in matrix.strip().splitlines()]
    return {name: dict(zip(head, marks, strict=True)) for name, *marks in rows}


_MARKS = marks_of(MATRIX)
STUDENTS = ("student", "student_of_grade_2", "student_elsewhere")


def may(role: str, action: str, visibility: str) -> bool:
    """Whether the matrix lets the role do the action with a lesson so visible."""
    row = _MARKS.get(f"{action}-{visibility}") or _MARKS[f"{action}-*"]
    return row[role] == "Y"


@dataclass(frozen=True)
class Route:
    """An address of a lesson or of what belongs to it, and how it answers.

    Whoever may do the action gets `ok`; a role in `always` gets that; a visitor gets
    `visitor`, or is treated like everybody; whoever may do `instead` gets its status; of the
    rest, who may read the lesson gets `refused`, who must not know of it `unknown`.
    """

    name: str
    action: str
    of: str
    method: str = "GET"
    ok: int = 200
    refused: int = 403
    unknown: int = 404
    visitor: int | None = 302
    instead: tuple[str, int] | None = None
    always: Mapping[str, int] = field(default_factory=dict)
    data: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def allows(self, role: str, action: str, visibility: str) -> bool:
        return may(role, action, visibility)

    def expected(self, role: str, visibility: str) -> int:
        if self.allows(role, self.action, visibility):
            return self.ok
        if role in self.always:
            return self.always[role]
        if role == "anonymous" and self.visitor:
            return self.visitor
        if self.instead and self.allows(role, self.instead[0], visibility):
            return self.instead[1]
        return self.refused if self.allows(role, "read", visibility) else self.unknown


SCRIPT = {"X-Requested-With": "XMLHttpRequest"}
TUS = {"Tus-Resumable": "1.0.0"}
NO_UPLOADS = dict.fromkeys(STUDENTS, 403)


def post(name: str, action: str, of: str, ok: int = 302, **kwargs) -> Route:
    return Route(name, action, of, method="POST", ok=ok, **kwargs)


def scripted(name: str, action: str, of: str, ok: int = 200, **kwargs) -> Route:
    return post(name, action, of, ok, visitor=401, headers=SCRIPT, **kwargs)


def topical(name: str, action: str, of: str, ok: int = 200, **kwargs) -> Route:
    return scripted(name, action, of, ok, refused=404, **kwargs)


OTHERS = {"instead": ("topic", 403)}

LESSON_ROUTES = (
    Route("lessons:lesson", "read", "lesson", instead=("reason", 302)),
    Route("lessons:homework", "read", "lesson", instead=("reason", 302)),
    post("lessons:visibility", "withdraw", "lesson", data={"visibility": "draft"}),
    post("lessons:visibility", "own", "lesson", data={"visibility": "public"}),
    post("lessons:publish", "own", "lesson"),
    Route("lessons:reason", "reason", "lesson", refused=404),
    post("lessons:attachment_add", "own", "lesson", ok=422),
    Route("lessons:attachment", "read", "attachment"),
    post("lessons:attachment_delete", "own", "attachment_key"),
    post("lessons:submit", "own", "lesson"),
    post("lessons:submission_withdraw", "own", "lesson"),
    Route("lessons:submitted_plan", "follow", "lesson", refused=404),
    post("lessons:decide", "judge", "lesson", ok=422),
    post("lessons:decide", "recommend", "step", data={"choice": "approve"}),
    post("lessons:decide", "recommend", "step", data={"choice": "send-back", "words": "再改。"}),
    Route("lessons:collection", "collected", "collection", refused=404),
    Route("lessons:take_new", "own", "lesson"),
    Route("lessons:take", "own", "take", instead=("review", 302), refused=404),
    Route("lessons:take_plan", "plan", "take"),
    post("lessons:take_retry", "own", "take"),
    post("lessons:invite", "own", "take", ok=422),
    post("lessons:invitation_change", "own", "invitation", refused=404),
    post("lessons:invitation_withdraw", "own", "invitation", refused=404),
    Route("media:poster", "read", "recording", visitor=404),
    Route("media:waveform", "read", "recording", visitor=404),
    post("media:grant", "read", "recording", ok=204, visitor=404),
    Route("media:file", "read", "file", unknown=403, visitor=403),
    post("media:position", "read", "recording", ok=204, visitor=404, data={"position_s": "1.5"}),
    Route("media:recording_progress", "read", "recording", visitor=404),
    Route("media:recording_events", "read", "recording", visitor=404),
    post("media:captions", "own", "recording", ok=422),
    post("media:captions_remove", "own", "captions"),
    Route("media:captions_edit", "own", "captions"),
    post("media:captions_edit", "own", "captions", ok=422),
    post("media:caption_draft", "own", "captions"),
    post("media:caption_draft_drop", "own", "captions"),
    Route("media:blur", "own", "recording"),
    post("media:blur", "own", "recording", ok=422),
    post("media:blur_retry", "own", "recording"),
    Route("media:trim", "own", "recording"),
    post("media:trim", "own", "recording", ok=422),
    post("media:trim_retry", "own", "recording"),
    Route("media:poster_choice", "own", "recording"),
    post("media:poster_choice", "own", "recording", ok=422),
    post("media:poster_forget", "own", "recording"),
    Route("media:replacement", "own", "recording"),
    post("media:replacement", "own", "recording", ok=422),
    *(post(f"media:replacement_{deed}", "own", "recording") for deed in ("retry", "drop")),
    post("media:hold", "own", "recording", data={"show": "1"}),
    Route("media:transcript", "read", "recording", visitor=404),
    Route("media:source", "own", "recording", visitor=None),
    post(
        "media:uploads",
        "own",
        "nothing",
        ok=201,
        visitor=401,
        always=NO_UPLOADS,
        headers=TUS | {"Upload-Length": "9"},
    ),
    Route(
        "media:upload",
        "own",
        "upload",
        method="HEAD",
        refused=404,
        visitor=401,
        always=NO_UPLOADS,
        headers=TUS,
    ),
)

TOPIC_ROUTES = (
    Route("research:topics", "topic", "nothing", refused=404),
    Route("research:topic_new", "topic", "nothing", refused=404),
    topical("research:topic_new", "topic", "nothing", ok=422),
    Route("research:topic", "topic", "topic", refused=404),
    Route("research:topic_edit", "own", "topic", instead=("topic", 403), refused=404),
    topical("research:topic_edit", "own", "topic", ok=422, instead=("topic", 403)),
    post("research:topic_close", "close", "topic", instead=("topic", 403), refused=404),
    post("research:topic_delete", "own", "topic", instead=("topic", 403), refused=404),
    Route("research:posts", "topic", "topic", refused=404, visitor=401, headers=SCRIPT),
    topical("research:posts", "topic", "topic", ok=201, data={"body": "等一等。"}),
    Route("research:topic_events", "topic", "topic", refused=404, visitor=401),
    Route("research:post", "topic", "post", ok=302, refused=404),
    Route("research:post_edit", "invited", "post", instead=("topic", 403), refused=404),
    topical("research:post_edit", "invited", "post", data={"body": "再想。"}, **OTHERS),
    topical("research:post_delete", "invited", "post", **OTHERS),
    Route("research:clip", "topic", "clip", refused=404),
    Route("research:clip_card", "topic", "nothing", ok=422, refused=404),
    Route("research:clip_lessons", "topic", "nothing", refused=404),
    Route("research:clip_cutter", "topic", "nothing", ok=422, refused=404),
)
"""Topics are for all who teach, whatever the lesson that they quote."""

LESSON_ROUTES += TOPIC_ROUTES

LISTINGS = (
    *("home", "lessons:library", "lessons:suggestions", "lessons:mine"),
    *("lessons:resources", "lessons:submissions", "lessons:collections", "research:clip_lessons"),
)
"""Pages of many lessons: they show none that the person may not read."""

PERSONAL = {
    "accounts:profile",
    "accounts:issue_key",
    "accounts:revoke_key",
    "accounts:language",
    "lessons:prepare",
    "lessons:inbox",
    "lessons:resource_add",
}
"""Pages about oneself; no other person's things are behind them."""

WORK = {"research:work", "research:work_of_person", "research:work_of_school"}
"""What people did in a term; `tests/research/views/test_work.py` says who sees whose."""

SIGN_IN = {
    *("account_login", "account_logout", "account_inactive"),
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    *("research:guest", "research:seat_code", "research:groups", "research:school_guests"),
}
"""The doors themselves."""

AUTHORS_ADMIN = ("edit", "history", "history_results", "usage", "view_draft")
"""Wagtail's pages about one lesson that its author has. All others have none of them."""

ADMIN = (
    *AUTHORS_ADMIN,
    "add_subpage",
    "collect_workflow_action_data",
    "confirm_workflow_cancellation",
    "convert_alias",
    "copy",
    "delete",
    "lock",
    "move",
    "preview_on_edit",
    "revisions_index",
    "set_privacy",
    "unlock",
    "unpublish",
    "workflow_action",
    "workflow_history",
    "workflow_preview",
)
