from django.urls import path

from moke.accounts.views.language import language
from moke.accounts.views.profile import profile
from moke.accounts.views.recorder_key import issue_key, revoke_key

app_name = "accounts"
urlpatterns = [
    path("profile/", profile, name="profile"),
    path("profile/keys/", issue_key, name="issue_key"),
    path("profile/keys/<pk:pk>/revoke/", revoke_key, name="revoke_key"),
    path("language/", language, name="language"),
]
