from django.urls import path

from lessons.views import invitation, take

app_name = "lessons"
urlpatterns = [
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
