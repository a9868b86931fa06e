from django.apps import AppConfig


class UIConfig(AppConfig):
    name = "perennial.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from perennial.ui import checks  # noqa: F401
