from django.urls import path

from moke.accounts.views.language import language

app_name = "accounts"
urlpatterns = [
    path("language/", language, name="language"),
]
