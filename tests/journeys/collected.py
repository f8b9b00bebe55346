"""The server of the journeys with its static files as people get them: joined and compressed."""

from tests.journeys.settings import *  # noqa: F403

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "moke.ui.storage.StaticFilesStorage"}}  # noqa: F405
SERVESTATIC_USE_FINDERS = False
SERVESTATIC_AUTOREFRESH = False
