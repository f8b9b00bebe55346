"""The addresses of codings, and how they answer; the matrix is that of `tests.matrix`."""

from tests.matrix import Route, post, scripted

CODING_ROUTES = (
    Route("research:codings", "review", "take"),
    Route("research:codings_table", "review", "take"),
    Route("research:coding", "talk", "coding"),
    post("research:coding", "talk", "coding", ok=422),
    post("research:coding_finish", "talk", "coding"),
    post("research:coding_reopen", "talk", "coding"),
    post("research:coding_restart", "talk", "coding"),
    scripted("research:coding_keep", "talk", "coding", ok=422),
)
