"""The ASGI application, for uvicorn."""

import os

import django

from moke.media.streaming import StreamingHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moke.settings.embedded")

django.setup(set_prefix=False)
application = StreamingHandler()
