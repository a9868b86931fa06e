from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "perennial.sales"
    label = "sales"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from perennial.sales import contributes  # noqa: F401
