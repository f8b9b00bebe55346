from django.urls import path

from research.views import (
    answer,
    clip,
    coding,
    comment,
    compare,
    events,
    observation,
    phase,
    post,
    record,
    record_export,
    reply,
    room,
    topic,
    verdict,
    work,
)
from research.views import round as round_views

app_name = "research"
urlpatterns = [
    path("takes/<pk:pk>/room/", room.room, name="room"),
    path("takes/<pk:pk>/room/comments/", room.comments, name="comments"),
    path("takes/<pk:pk>/room/data/", room.room_data, name="room_data"),
    path("takes/<pk:pk>/room/events/", events.room_events, name="room_events"),
    path("takes/<pk:pk>/round/", round_views.round_set, name="round"),
    path("takes/<pk:pk>/round/close/", round_views.round_close, name="round_close"),
    path("takes/<pk:pk>/round/reopen/", round_views.round_reopen, name="round_reopen"),
    path("takes/<pk:pk>/round/extend/", round_views.round_extend, name="round_extend"),
    path("takes/<pk:pk>/finish/", round_views.finish, name="finish"),
    path("takes/<pk:pk>/observation/", observation.observation, name="observation"),
    path(
        "takes/<pk:pk>/observation/restart/",
        observation.observation_restart,
        name="observation_restart",
    ),
    path(
        "takes/<pk:pk>/observation/take-back/",
        observation.observation_take_back,
        name="observation_take_back",
    ),
    path("takes/<pk:pk>/observations/", observation.observations, name="observations"),
    path("takes/<pk:pk>/codings/", coding.codings, name="codings"),
    path("takes/<pk:pk>/codings.csv", coding.codings_table, name="codings_table"),
    path("takes/<pk:pk>/coding/<str:scheme>/", coding.coding, name="coding"),
    path("takes/<pk:pk>/coding/<str:scheme>/keep/", coding.coding_keep, name="coding_keep"),
    path("takes/<pk:pk>/coding/<str:scheme>/finish/", coding.coding_finish, name="coding_finish"),
    path("takes/<pk:pk>/coding/<str:scheme>/reopen/", coding.coding_reopen, name="coding_reopen"),
    path(
        "takes/<pk:pk>/coding/<str:scheme>/restart/", coding.coding_restart, name="coding_restart"
    ),
    path("takes/<pk:pk>/phases/", phase.phases, name="phases"),
    path("comments/<pk:pk>/", comment.comment, name="comment"),
    path("comments/<pk:pk>/edit/", comment.comment_edit, name="comment_edit"),
    path("comments/<pk:pk>/delete/", comment.comment_delete, name="comment_delete"),
    path("comments/<pk:pk>/reply/", reply.reply, name="reply"),
    path("comments/<pk:pk>/verdict/", verdict.verdict, name="verdict"),
    path("comments/<pk:pk>/answer/", answer.answer, name="answer"),
    path("replies/<pk:pk>/edit/", reply.reply_edit, name="reply_edit"),
    path("replies/<pk:pk>/delete/", reply.reply_delete, name="reply_delete"),
    path("lessons/<pk:pk>/record/", record.record, name="record"),
    path("lessons/<pk:pk>/record.csv", record.record_table, name="record_table"),
<<<<<<< HEAD
    path("work/", work.work, name="work"),
    path("work/people/<pk:pk>/", work.work_of_person, name="work_of_person"),
    path("work/schools/<pk:pk>/", work.work_of_school, name="work_of_school"),
    path("lessons/<pk:pk>/compare/", compare.compare, name="compare"),
=======
    path("lessons/<pk:pk>/record/files/", record_export.record_exports, name="record_exports"),
    path("record-files/<uuid:key>/", record_export.record_export, name="record_export"),
    path(
        "record-files/<uuid:key>/progress/",
        record_export.record_export_progress,
        name="record_export_progress",
    ),
    path(
        "record-files/<uuid:key>/events/",
        record_export.record_export_events,
        name="record_export_events",
    ),
    path(
        "record-files/<uuid:key>/file", record_export.record_export_file, name="record_export_file"
    ),
>>>>>>> bb14484 (Make records into PDF and Word files that a worker sets)
    path("topics/", topic.board, name="topics"),
    path("topics/new/", topic.topic_new, name="topic_new"),
    path("topics/<pk:pk>/", topic.topic, name="topic"),
    path("topics/<pk:pk>/edit/", topic.topic_edit, name="topic_edit"),
    path("topics/<pk:pk>/close/", topic.topic_close, name="topic_close"),
    path("topics/<pk:pk>/delete/", topic.topic_delete, name="topic_delete"),
    path("topics/<pk:pk>/posts/", post.posts, name="posts"),
    path("topics/<pk:pk>/events/", events.topic_events, name="topic_events"),
    path("posts/<pk:pk>/", post.post, name="post"),
    path("posts/<pk:pk>/edit/", post.post_edit, name="post_edit"),
    path("posts/<pk:pk>/delete/", post.post_delete, name="post_delete"),
    path("clips/<pk:pk>/", clip.clip, name="clip"),
    path("clips/card/", clip.clip_card, name="clip_card"),
    path("clips/lessons/", clip.clip_lessons, name="clip_lessons"),
    path("clips/cutter/", clip.clip_cutter, name="clip_cutter"),
]
