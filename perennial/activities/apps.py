from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "perennial.activities"
    label = "activities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from perennial.activities import contributes  # noqa: F401
