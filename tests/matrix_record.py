"""Every address of a record, of the files that it is made into, and of tables of comments."""

from tests.matrix import ROUTES, Route, post

RECORD_ROUTES = (
    Route("research:record", "review", "lesson"),
    Route("research:record_table", "review", "lesson"),
    post("research:record_exports", "review", "lesson", data={"kind": "docx"}),
    post("research:record_exports", "review", "lesson", ok=400, data={"kind": "exe"}),
    Route("research:record_export", "invited", "export", refused=404),
    Route("research:record_export_progress", "invited", "export", refused=404),
    Route("research:record_export_events", "invited", "export", refused=404, visitor=404),
    Route("research:record_export_file", "invited", "export", refused=404),
    Route("research:comments_import", "comment", "take"),
    post("research:comments_import", "comment", "take", ok=422),
)

LESSON_ROUTES = (*ROUTES, *RECORD_ROUTES)
