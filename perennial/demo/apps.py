from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "perennial.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from perennial.demo import contributes  # noqa: F401
