from django.urls import path

from research.views import answer, comment, events, reply, room, verdict

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
]
