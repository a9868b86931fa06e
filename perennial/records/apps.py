from django.apps import AppConfig
from django.db.backends.signals import connection_created


class RecordsConfig(AppConfig):
    name = "perennial.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from perennial.records import contributes  # noqa: F401
        from perennial.records.fields.fold import give_fold

        connection_created.connect(give_fold)
