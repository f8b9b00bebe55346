from django.urls import path

from research.views import (
    answer,
    clip,
    comment,
    events,
    post,
    reply,
    room,
    topic,
    verdict,
)

app_name = "research"
urlpatterns = [
    path("takes/<pk:pk>/room/", room.room, name="room"),
    path("takes/<pk:pk>/room/comments/", room.comments, name="comments"),
    path("takes/<pk:pk>/room/data/", room.room_data, name="room_data"),
    path("takes/<pk:pk>/room/events/", events.room_events, name="room_events"),
    path("comments/<pk:pk>/", comment.comment, name="comment"),
    path("comments/<pk:pk>/edit/", comment.comment_edit, name="comment_edit"),
    path("comments/<pk:pk>/delete/", comment.comment_delete, name="comment_delete"),
    path("comments/<pk:pk>/reply/", reply.reply, name="reply"),
    path("comments/<pk:pk>/verdict/", verdict.verdict, name="verdict"),
    path("comments/<pk:pk>/answer/", answer.answer, name="answer"),
    path("replies/<pk:pk>/edit/", reply.reply_edit, name="reply_edit"),
    path("replies/<pk:pk>/delete/", reply.reply_delete, name="reply_delete"),
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
