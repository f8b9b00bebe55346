from django.contrib.auth.models import AnonymousUser

from moke.accounts.models import User

type Anybody = User | AnonymousUser
"""Whoever looks: a person with an account or a stranger."""
