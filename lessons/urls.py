from django.urls import path

from lessons.views import (
    access,
    attachment,
    homework,
    invitation,
    lesson,
    library,
    prepare,
    resource,
    resource_add,
    take,
)

app_name = "lessons"
urlpatterns = [
    path("library/", library.library, name="library"),
    path("library/files/", resource.resources, name="resources"),
    path("library/files/add/", resource_add.resource_add, name="resource_add"),
    path("library/files/<uuid:key>/", resource.resource, name="resource"),
    path("library/files/<uuid:key>/edit/", resource.resource_edit, name="resource_edit"),
    path("library/files/<uuid:key>/delete/", resource.resource_delete, name="resource_delete"),
    path("library/files/<uuid:key>/<str:name>", resource.resource_file, name="resource_file"),
    path("lessons/mine/", library.mine, name="mine"),
    path("lessons/prepare/", prepare.prepare, name="prepare"),
    path("lessons/<pk:pk>/", lesson.lesson, name="lesson"),
    path("lessons/<pk:pk>/visibility/", lesson.visibility, name="visibility"),
    path("lessons/<pk:pk>/publish/", lesson.publish, name="publish"),
    path("lessons/<pk:pk>/homework/", homework.homework, name="homework"),
    path("lessons/<pk:pk>/reason/", access.reason, name="reason"),
    path("lessons/<pk:pk>/attachments/add/", attachment.attachment_add, name="attachment_add"),
    path("attachments/<uuid:key>/delete/", attachment.attachment_delete, name="attachment_delete"),
    path("attachments/<uuid:key>/<str:name>", attachment.attachment, name="attachment"),
    path("lessons/<pk:pk>/takes/new/", take.take_new, name="take_new"),
    path("takes/<pk:pk>/", take.take, name="take"),
    path("takes/<pk:pk>/plan/", take.take_plan, name="take_plan"),
    path("takes/<pk:pk>/retry/", take.take_retry, name="take_retry"),
    path("takes/<pk:pk>/invite/", invitation.invitation_new, name="invite"),
    path("takes/<pk:pk>/finish/", invitation.finish, name="finish"),
    path(
        "invitations/<pk:pk>/withdraw/",
        invitation.invitation_withdraw,
        name="invitation_withdraw",
    ),
]
