from django.urls import path

from research.views import answer, comment, events, ledger, reply, room, verdict

app_name = "research"
urlpatterns = [
    path("takes/<int:pk>/room/", room.room, name="room"),
    path("takes/<int:pk>/room/comments/", room.comments, name="comments"),
    path("takes/<int:pk>/room/events/", events.room_events, name="room_events"),
    path("comments/<int:pk>/", comment.comment, name="comment"),
    path("comments/<int:pk>/edit/", comment.comment_edit, name="comment_edit"),
    path("comments/<int:pk>/delete/", comment.comment_delete, name="comment_delete"),
    path("comments/<int:pk>/reply/", reply.reply, name="reply"),
    path("comments/<int:pk>/verdict/", verdict.verdict, name="verdict"),
    path("comments/<int:pk>/answer/", answer.answer, name="answer"),
    path("replies/<int:pk>/edit/", reply.reply_edit, name="reply_edit"),
    path("replies/<int:pk>/delete/", reply.reply_delete, name="reply_delete"),
    path("lessons/<int:pk>/ledger/", ledger.ledger, name="ledger"),
]
