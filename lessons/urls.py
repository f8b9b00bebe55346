from django.urls import path

from lessons.views import access, attachment, invitation, lesson, library, prepare, take

app_name = "lessons"
urlpatterns = [
    path("library/", library.library, name="library"),
    path("lessons/mine/", library.mine, name="mine"),
    path("lessons/prepare/", prepare.prepare, name="prepare"),
    path("lessons/<int:pk>/", lesson.lesson, name="lesson"),
    path("lessons/<int:pk>/visibility/", lesson.visibility, name="visibility"),
    path("lessons/<int:pk>/publish/", lesson.publish, name="publish"),
    path("lessons/<int:pk>/reason/", access.reason, name="reason"),
    path("lessons/<int:pk>/attachments/add/", attachment.attachment_add, name="attachment_add"),
    path("attachments/<uuid:key>/delete/", attachment.attachment_delete, name="attachment_delete"),
    path("attachments/<uuid:key>/<str:name>", attachment.attachment, name="attachment"),
    path("lessons/<int:pk>/takes/new/", take.take_new, name="take_new"),
    path("takes/<int:pk>/", take.take, name="take"),
    path("takes/<int:pk>/plan/", take.take_plan, name="take_plan"),
    path("takes/<int:pk>/retry/", take.take_retry, name="take_retry"),
    path("takes/<int:pk>/invite/", invitation.invitation_new, name="invite"),
    path("takes/<int:pk>/finish/", invitation.finish, name="finish"),
    path(
        "invitations/<int:pk>/withdraw/",
        invitation.invitation_withdraw,
        name="invitation_withdraw",
    ),
]
