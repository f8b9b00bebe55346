from django.urls import path

from moke.media.views import (
    blur,
    caption_draft,
    captions,
    file,
    poster,
    progress,
    replacement,
    trim,
    upload,
    watching,
)

app_name = "media"
urlpatterns = [
    path("uploads/", upload.uploads, name="uploads"),
    path("uploads/<str:upload_id>", upload.uploads, name="upload"),
    path("recordings/<uuid:key>/progress/", progress.recording_progress, name="recording_progress"),
    path("recordings/<uuid:key>/events/", progress.recording_events, name="recording_events"),
    path("recordings/<uuid:key>/grant/", watching.grant, name="grant"),
    path("recordings/<uuid:key>/position/", watching.position, name="position"),
    path("recordings/<uuid:key>/poster.jpg", file.poster, name="poster"),
    path("recordings/<uuid:key>/waveform.svg", file.waveform, name="waveform"),
    path("recordings/<uuid:key>/source", file.source, name="source"),
    path("recordings/<uuid:key>/captions/", captions.captions, name="captions"),
    path(
        "recordings/<uuid:key>/captions/<slug:language>/",
        captions.captions_edit,
        name="captions_edit",
    ),
    path(
        "recordings/<uuid:key>/captions/<slug:language>/remove/",
        captions.captions_remove,
        name="captions_remove",
    ),
    path(
        "recordings/<uuid:key>/captions/<slug:language>/draft/",
        caption_draft.caption_draft,
        name="caption_draft",
    ),
    path(
        "recordings/<uuid:key>/captions/<slug:language>/draft/drop/",
        caption_draft.caption_draft_drop,
        name="caption_draft_drop",
    ),
    path("recordings/<uuid:key>/blur/", blur.blur, name="blur"),
    path("recordings/<uuid:key>/blur/retry/", blur.blur_retry, name="blur_retry"),
    path("recordings/<uuid:key>/trim/", trim.trim, name="trim"),
    path("recordings/<uuid:key>/trim/retry/", trim.trim_retry, name="trim_retry"),
    path("recordings/<uuid:key>/cover/", poster.poster_choice, name="poster_choice"),
    path("recordings/<uuid:key>/cover/forget/", poster.poster_forget, name="poster_forget"),
    path("recordings/<uuid:key>/replace/", replacement.replacement, name="replacement"),
    path(
        "recordings/<uuid:key>/replace/retry/",
        replacement.replacement_retry,
        name="replacement_retry",
    ),
    path(
        "recordings/<uuid:key>/replace/drop/",
        replacement.replacement_drop,
        name="replacement_drop",
    ),
    path("recordings/<uuid:key>/hold/", blur.hold, name="hold"),
    path("recordings/<uuid:key>/transcript/", captions.transcript, name="transcript"),
    path("media/recordings/<uuid:key>/<slug:attempt>/<str:name>", file.file, name="file"),
]
