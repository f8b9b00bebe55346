from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """People are entered by their school; nobody signs up alone."""

    def is_open_for_signup(self, request):
        return False
