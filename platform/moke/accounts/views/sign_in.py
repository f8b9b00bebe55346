from allauth.account.views import LoginView
from django.urls import reverse


class SignInView(LoginView):
    """Sign in by user name or e-mail."""

    def get_authenticated_redirect_url(self) -> str:
        """Where somebody already signed in goes; never into an admin closed to them.

        Wagtail sends who may not enter its admin here, with the admin as `next`.
        """
        destination = super().get_authenticated_redirect_url()
        closed = not self.request.user.has_perm("wagtailadmin.access_admin")
        if closed and destination.startswith(reverse("wagtailadmin_home")):
            return reverse("home")
        return destination
