from django.apps import AppConfig
from django.db.backends.signals import connection_created

from moke.backends.collation import teach_chinese_order


class BackendsConfig(AppConfig):
    """What Moke stands on: where databases, caches and stores of files differ, it is told here."""

    name = "moke.backends"

    def ready(self):
        connection_created.connect(teach_chinese_order, dispatch_uid="moke-chinese-order")
