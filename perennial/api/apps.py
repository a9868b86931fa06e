from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "perennial.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from perennial.api import contributes  # noqa: F401
