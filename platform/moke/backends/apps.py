from django.apps import AppConfig
from django.core.checks import register
from django.db.backends.signals import connection_created

from moke.backends.checks import check_bucket, check_combination, check_names
from moke.backends.collation import teach_chinese_order


class BackendsConfig(AppConfig):
    """What Moke stands on: where databases, caches and stores of files differ, it is told here."""

    name = "moke.backends"

    def ready(self):
        register(check_names)
        register(check_combination, deploy=True)
        register(check_bucket, deploy=True)
        connection_created.connect(teach_chinese_order, dispatch_uid="moke-chinese-order")
